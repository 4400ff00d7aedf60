package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Source is the content of one generated Go file about its .proto file.
type Source struct {
	// The bytes of the FileDescriptorProto.
	descriptor []byte
	comments   Comments
	// The path of its module.
	module string
}

// readSources reads every generated file of the modules.
func readSources(modules []Module) ([]Source, error) {
	sources := []Source{}
	for _, module := range modules {
		err := filepath.WalkDir(filepath.Join(module.root, descriptorFolders[module.Path]), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".pb.go") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil || !strings.Contains(string(text), "_rawDesc") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			if descriptor := findDescriptor(file); descriptor != nil {
				sources = append(sources, Source{descriptor, findComments(file), module.Path})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return sources, nil
}

// findDescriptor returns the bytes of the constant or variable `file_…_rawDesc`.
func findDescriptor(file *ast.File) []byte {
	for _, declaration := range file.Decls {
		general, ok := declaration.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range general.Specs {
			value, ok := spec.(*ast.ValueSpec)
			if ok && len(value.Values) == 1 && strings.HasSuffix(value.Names[0].Name, "_rawDesc") {
				return evaluate(value.Values[0])
			}
		}
	}
	return nil
}

// evaluate supports the three forms in which generators write bytes: a sum of strings, []byte{…} and string([]byte{…}).
func evaluate(expression ast.Expr) []byte {
	switch e := expression.(type) {
	case *ast.BinaryExpr:
		return append(evaluate(e.X), evaluate(e.Y)...)
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		if err != nil {
			return nil
		}
		return []byte(text)
	case *ast.CallExpr:
		return evaluate(e.Args[0])
	case *ast.CompositeLit:
		return []byte(strings.Join(mapEach(e.Elts, func(element ast.Expr) string {
			number, _ := strconv.ParseUint(element.(*ast.BasicLit).Value, 0, 8)
			return string([]byte{byte(number)})
		}), ""))
	}
	return nil
}

func mapEach[A, B any](items []A, change func(A) B) []B {
	changed := make([]B, len(items))
	for index, item := range items {
		changed[index] = change(item)
	}
	return changed
}
