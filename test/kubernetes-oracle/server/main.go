// Answers whether the API server would create an object. Each line of the input is a manifest as a JSON string, and each
// line of the output says what its decoding, defaulting and validation find, as JSON.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"io"
	"os"

	"k8s.io/klog/v2"
)

// verdict is what the server says about one manifest. Skipped: its kind is not among the kinds that are asked about.
type verdict struct {
	Skipped bool     `json:"skipped,omitempty"`
	Errors  []string `json:"errors,omitempty"`
}

func main() {
	discardLog()
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	answers := json.NewEncoder(out)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			return
		}
		var text string
		if err := json.Unmarshal(line, &text); err != nil {
			panic(err)
		}
		if err := answers.Encode(judge([]byte(text))); err != nil {
			panic(err)
		}
		if err := out.Flush(); err != nil {
			panic(err)
		}
	}
}

// discardLog drops the server's log, which is also about what it accepts. Otherwise errors in it go to the standard error.
func discardLog() {
	var flags flag.FlagSet
	klog.InitFlags(&flags)
	if err := flags.Set("stderrthreshold", "FATAL"); err != nil {
		panic(err)
	}
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
}
