package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// Source is what one generated Go file holds of its .proto file.
type Source struct {
	// The bytes of the FileDescriptorProto.
	descriptor []byte
	// The extension categories that the comment of a field names, by message path (as in `1.0`) and field name.
	categories map[string]map[string][]string
}

var categoryNote = regexp.MustCompile(`\[#extension-category:\s*([\w., ]+)\]`)

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
				sources = append(sources, Source{descriptor, findCategories(file)})
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

// evaluate knows the three forms in which generators wrote bytes: a sum of strings, []byte{…} and string([]byte{…}).
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

// findCategories looks at the struct of each message, and at the structs that wrap the members of its oneofs.
func findCategories(file *ast.File) map[string]map[string][]string {
	structs, paths, interfaces := map[string]*ast.StructType{}, map[string]string{}, map[string]string{}
	for _, declaration := range file.Decls {
		switch d := declaration.(type) {
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if named, ok := spec.(*ast.TypeSpec); ok {
					if body, ok := named.Type.(*ast.StructType); ok {
						structs[named.Name.Name] = body
					}
				}
			}
		case *ast.FuncDecl:
			if receiver := receiverName(d); receiver != "" && d.Name.Name == "Descriptor" {
				paths[receiver] = messagePath(d)
			} else if receiver != "" && strings.HasPrefix(d.Name.Name, "is") {
				interfaces[receiver] = d.Name.Name
			}
		}
	}
	owners := map[string]string{}
	for name, body := range structs {
		for _, field := range body.Fields.List {
			if kind, ok := field.Type.(*ast.Ident); ok && tagOf(field, "protobuf_oneof") != "" {
				owners[kind.Name] = paths[name]
			}
		}
	}
	found := map[string]map[string][]string{}
	for name, body := range structs {
		path, isMessage := paths[name]
		if !isMessage {
			path = owners[interfaces[name]]
		}
		for _, field := range body.Fields.List {
			if note := categoryNote.FindStringSubmatch(field.Doc.Text()); note != nil {
				if found[path] == nil {
					found[path] = map[string][]string{}
				}
				found[path][fieldName(field)] = strings.FieldsFunc(note[1], func(r rune) bool { return r == ',' || r == ' ' })
			}
		}
	}
	return found
}

func receiverName(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return ""
	}
	if pointer, ok := function.Recv.List[0].Type.(*ast.StarExpr); ok {
		return pointer.X.(*ast.Ident).Name
	}
	return ""
}

// messagePath reads the indexes out of `return file_…, []int{1, 0}`.
func messagePath(function *ast.FuncDecl) string {
	results := function.Body.List[0].(*ast.ReturnStmt).Results
	return strings.Join(mapEach(results[1].(*ast.CompositeLit).Elts, func(element ast.Expr) string {
		return element.(*ast.BasicLit).Value
	}), ".")
}

func fieldName(field *ast.Field) string {
	for _, part := range strings.Split(tagOf(field, "protobuf"), ",") {
		if name, ok := strings.CutPrefix(part, "name="); ok {
			return name
		}
	}
	return ""
}

func tagOf(field *ast.Field, key string) string {
	if field.Tag == nil {
		return ""
	}
	return reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get(key)
}

func mapEach[A, B any](items []A, change func(A) B) []B {
	changed := make([]B, len(items))
	for index, item := range items {
		changed[index] = change(item)
	}
	return changed
}
