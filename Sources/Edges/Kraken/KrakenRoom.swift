enum KrakenRoom {}
