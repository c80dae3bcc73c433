enum DriftRoom {}
