enum RegistryRoom {}
