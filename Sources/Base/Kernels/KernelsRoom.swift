enum KernelsRoom {}
