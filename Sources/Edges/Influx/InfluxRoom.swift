enum InfluxRoom {}
