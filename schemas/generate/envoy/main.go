// Prints what the sources of one release of go-control-plane contain about Envoy's API, as one JSON object. With `comments`,
// prints the comments of messages, fields and enums instead of the facts:
//
//	go run . MODULE VERSION [comments]
//
// The sources are read, not compiled: each contains the bytes of the descriptor from which it was generated, and the comments of
// the .proto file. Compiling seven releases would take minutes, and two of them cannot be linked into one program.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// The modules with descriptors of Envoy's API and of its imports, and the folder in them. Other folders contain
// descriptors for tests. The go.mod of each release pins the versions of its imports.
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
	// Until 1.32 one module contained the API, a control plane and the contrib API.
	"github.com/envoyproxy/go-control-plane":         "envoy",
	"github.com/envoyproxy/go-control-plane/envoy":   "",
	"github.com/envoyproxy/go-control-plane/contrib": "",
}

// Module is one downloaded module. The sum is that of go.sum.
type Module struct {
	Path    string `json:"module"`
	Version string `json:"version"`
	Sum     string `json:"sum"`
	root    string
}

func main() {
	if len(os.Args) != 3 && (len(os.Args) != 4 || os.Args[3] != "comments") {
		fail(fmt.Errorf("usage: go run . MODULE VERSION [comments]"))
	}
	api, err := download(os.Args[1], os.Args[2])
	if err != nil {
		fail(err)
	}
	imported, err := downloadImports(api)
	if err != nil {
		fail(err)
	}
	modules := append([]Module{api}, imported...)
	sources, err := readSources(modules)
	if err != nil {
		fail(err)
	}
	var answer any
	if len(os.Args) == 4 {
		answer, err = documentation(sources, modules)
	} else {
		answer, err = facts(sources, modules)
	}
	if err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		fail(err)
	}
}

func facts(sources []Source, modules []Module) (*Facts, error) {
	facts, err := describe(sources)
	if err != nil {
		return nil, err
	}
	facts.Source = modules
	return facts, nil
}

func documentation(sources []Source, modules []Module) (*Documentation, error) {
	found, err := document(sources)
	if err != nil {
		return nil, err
	}
	for _, module := range modules {
		licences, err := licencesOf(module)
		if err != nil {
			return nil, err
		}
		found.Source = append(found.Source, LicencedModule{module, licences})
	}
	return found, nil
}

// licencesOf reads the LICENSE and NOTICE files at the root of a module.
func licencesOf(module Module) ([]string, error) {
	entries, err := os.ReadDir(module.root)
	if err != nil {
		return nil, err
	}
	texts := []string{}
	for _, entry := range entries {
		if name := strings.ToUpper(entry.Name()); strings.HasPrefix(name, "LICEN") || strings.HasPrefix(name, "NOTICE") {
			text, err := os.ReadFile(module.root + "/" + entry.Name())
			if err != nil {
				return nil, err
			}
			texts = append(texts, string(text))
		}
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("%s %s names no licence", module.Path, module.Version)
	}
	return texts, nil
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
