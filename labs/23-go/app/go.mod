module whoami

go 1.24
