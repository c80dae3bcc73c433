enum SQLStoreRoom {}
