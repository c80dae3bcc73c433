enum FeaturesRoom {}
