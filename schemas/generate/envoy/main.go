// Prints what the sources of one release of go-control-plane say about Envoy's API, as one JSON object:
//
//	go run . MODULE VERSION
//
// The sources are read, not compiled: each holds the bytes of the descriptor it was generated from, and the comments of
// the .proto file. Compiling seven releases would take minutes, and two of them cannot be linked into one program.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// The modules that hold descriptors of Envoy's API and of what it imports, and the folder in them: elsewhere lie
// descriptors made for tests. Each release pins the versions of its imports in its go.mod.
var descriptorFolders = map[string]string{
	"cel.dev/expr": "",
	"github.com/census-instrumentation/opencensus-proto": "gen-go",
	"github.com/cncf/xds/go":                             "",
	"github.com/envoyproxy/protoc-gen-validate":          "validate",
	"github.com/prometheus/client_model":                 "go",
	"go.opentelemetry.io/proto/otlp":                     "",
	"google.golang.org/genproto/googleapis/api":          "",
	"google.golang.org/genproto/googleapis/rpc":          "",
	"google.golang.org/protobuf":                         "types",
	// Until 1.32 one module held the API, a control plane and the contrib API.
	"github.com/envoyproxy/go-control-plane":         "envoy",
	"github.com/envoyproxy/go-control-plane/envoy":   "",
	"github.com/envoyproxy/go-control-plane/contrib": "",
}

// Module is one downloaded module; the sum is the one of go.sum.
type Module struct {
	Path    string `json:"module"`
	Version string `json:"version"`
	Sum     string `json:"sum"`
	root    string
}

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: go run . MODULE VERSION"))
	}
	api, err := download(os.Args[1], os.Args[2])
	if err != nil {
		fail(err)
	}
	imported, err := downloadImports(api)
	if err != nil {
		fail(err)
	}
	sources, err := readSources(append([]Module{api}, imported...))
	if err != nil {
		fail(err)
	}
	facts, err := describe(sources)
	if err != nil {
		fail(err)
	}
	facts.Source = append([]Module{api}, imported...)
	if err := json.NewEncoder(os.Stdout).Encode(facts); err != nil {
		fail(err)
	}
}

func download(path, version string) (Module, error) {
	output, err := run("mod", "download", "-json", path+"@"+version)
	if err != nil {
		return Module{}, err
	}
	var answer struct{ Dir, Sum string }
	if err := json.Unmarshal(output, &answer); err != nil {
		return Module{}, err
	}
	return Module{Path: path, Version: version, Sum: answer.Sum, root: answer.Dir}, nil
}

func downloadImports(api Module) ([]Module, error) {
	output, err := run("mod", "edit", "-json", api.root+"/go.mod")
	if err != nil {
		return nil, err
	}
	var goMod struct {
		Require []struct{ Path, Version string }
	}
	if err := json.Unmarshal(output, &goMod); err != nil {
		return nil, err
	}
	modules := []Module{}
	for _, required := range goMod.Require {
		if _, imported := descriptorFolders[required.Path]; !imported || strings.Contains(required.Path, "go-control-plane") {
			continue
		}
		module, err := download(required.Path, required.Version)
		if err != nil {
			return nil, err
		}
		modules = append(modules, module)
	}
	return modules, nil
}

func run(arguments ...string) ([]byte, error) {
	command := exec.Command("go", arguments...)
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w", strings.Join(arguments, " "), err)
	}
	return output, nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
