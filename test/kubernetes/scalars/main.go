// Writes scalars.json: what the YAML reader of the Kubernetes API server makes of each document in documents.json.
// Run `go run .` in this folder after a change to documents.json.
package main

import (
	"bytes"
	"encoding/json"
	"os"

	"sigs.k8s.io/yaml"
)

type verdict struct {
	YAML string `json:"yaml"`
	// The document as JSON. Absent if the reader rejects it.
	JSON json.RawMessage `json:"json,omitempty"`
	// True if only the strict reader rejects it.
	StrictRefuses bool `json:"strictRefuses,omitempty"`
}

func main() {
	source, err := os.ReadFile("documents.json")
	if err != nil {
		panic(err)
	}
	var documents []string
	if err := json.Unmarshal(source, &documents); err != nil {
		panic(err)
	}
	var out bytes.Buffer
	out.WriteString("[\n")
	for i, document := range documents {
		v := verdict{YAML: document}
		if read, err := yaml.YAMLToJSON([]byte(document)); err == nil {
			v.JSON = read
			_, err := yaml.YAMLToJSONStrict([]byte(document))
			v.StrictRefuses = err != nil
		}
		line, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		out.WriteString("  ")
		out.Write(line)
		if i < len(documents)-1 {
			out.WriteString(",")
		}
		out.WriteString("\n")
	}
	out.WriteString("]\n")
	if err := os.WriteFile("scalars.json", out.Bytes(), 0o644); err != nil {
		panic(err)
	}
}
