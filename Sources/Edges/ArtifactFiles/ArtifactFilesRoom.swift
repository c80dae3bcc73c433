enum ArtifactFilesRoom {}
