enum RecordingsRoom {}
