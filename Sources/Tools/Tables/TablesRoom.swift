enum TablesRoom {}
