enum ReconciliationRoom {}
