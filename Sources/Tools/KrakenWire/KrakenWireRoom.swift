enum KrakenWireRoom {}
