enum ScenariosRoom {}
