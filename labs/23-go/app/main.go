// Prints every second on which machine it runs, and as whom.
package main

import (
	"fmt"
	"os"
	"os/user"
	"time"
)

func main() {
	for {
		line, err := whoAndWhere()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(line)
		time.Sleep(time.Second)
	}
}

func whoAndWhere() (string, error) {
	me, err := user.Current()
	if err != nil {
		return "", err
	}
	host, err := os.Hostname()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s: %s, uid %s", host, me.Username, me.Uid), nil
}
