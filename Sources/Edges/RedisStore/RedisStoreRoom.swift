enum RedisStoreRoom {}
