package main

import (
	"go/ast"
	"reflect"
	"regexp"
	"strings"
)

// Comments are the comments of the declarations of one generated file, by the path (as in `1.0`) of a message or enum.
type Comments struct {
	messages map[string]map[string]string // The message's own under "", the others under the field's name.
	enums    map[string]map[string]string // The enum's own under "", the others under the value's number.
}

var categoryNote = regexp.MustCompile(`\[#extension-category:\s*([\w., ]+)\]`)

// categories are the extension categories that the comment of a field names.
func (c Comments) categories(path, field string) []string {
	note := categoryNote.FindStringSubmatch(c.messages[path][field])
	if note == nil {
		return nil
	}
	return strings.FieldsFunc(note[1], func(r rune) bool { return r == ',' || r == ' ' })
}

// declarations are those of one file, by their Go names.
type declarations struct {
	structs    map[string]*ast.StructType
	paths      map[string]string // Of messages and enums.
	interfaces map[string]string // The interface of the oneof that a wrapper struct is for.
	docs       map[string]string // Of types.
	values     []*ast.ValueSpec  // Typed constants: the values of enums.
}

// findComments looks at the struct of each message, at the structs that wrap the members of its oneofs, and at enums.
func findComments(file *ast.File) Comments {
	found := declarationsOf(file)
	comments := Comments{map[string]map[string]string{}, map[string]map[string]string{}}
	owners := map[string]string{}
	for name, body := range found.structs {
		for _, field := range body.Fields.List {
			if kind, ok := field.Type.(*ast.Ident); ok && tagOf(field, "protobuf_oneof") != "" {
				owners[kind.Name] = found.paths[name]
			}
		}
	}
	for name, body := range found.structs {
		path, isMessage := found.paths[name]
		if isMessage {
			put(comments.messages, path, "", found.docs[name])
		} else {
			path = owners[found.interfaces[name]]
		}
		for _, field := range body.Fields.List {
			if name := fieldName(field); name != "" {
				put(comments.messages, path, name, field.Doc.Text())
			}
		}
	}
	for _, value := range found.values {
		name := value.Type.(*ast.Ident).Name
		if path, isEnum := found.paths[name]; isEnum {
			put(comments.enums, path, "", found.docs[name])
			put(comments.enums, path, numberOf(value.Values[0]), value.Doc.Text())
		}
	}
	return comments
}

func declarationsOf(file *ast.File) declarations {
	found := declarations{map[string]*ast.StructType{}, map[string]string{}, map[string]string{}, map[string]string{}, nil}
	for _, declaration := range file.Decls {
		switch d := declaration.(type) {
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				found.add(d, spec)
			}
		case *ast.FuncDecl:
			if receiver := receiverName(d); receiver == "" {
				continue
			} else if d.Name.Name == "Descriptor" && isPointer(d) || d.Name.Name == "EnumDescriptor" {
				found.paths[receiver] = descriptorPath(d)
			} else if strings.HasPrefix(d.Name.Name, "is") {
				found.interfaces[receiver] = d.Name.Name
			}
		}
	}
	return found
}

func (found *declarations) add(group *ast.GenDecl, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		found.docs[s.Name.Name] = group.Doc.Text()
		if body, ok := s.Type.(*ast.StructType); ok {
			found.structs[s.Name.Name] = body
		}
	case *ast.ValueSpec:
		if _, isNamed := s.Type.(*ast.Ident); isNamed && len(s.Values) == 1 {
			found.values = append(found.values, s)
		}
	}
}

func put(comments map[string]map[string]string, path, name, text string) {
	if comments[path] == nil {
		comments[path] = map[string]string{}
	}
	if text != "" {
		comments[path][name] = text
	}
}

// numberOf reads an integer constant; the only other form that occurs is a negative one.
func numberOf(expression ast.Expr) string {
	switch e := expression.(type) {
	case *ast.BasicLit:
		return e.Value
	case *ast.UnaryExpr:
		return e.Op.String() + numberOf(e.X)
	}
	return ""
}

func isPointer(function *ast.FuncDecl) bool {
	_, pointer := function.Recv.List[0].Type.(*ast.StarExpr)
	return pointer
}

func receiverName(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return ""
	}
	kind := function.Recv.List[0].Type
	if pointer, ok := kind.(*ast.StarExpr); ok {
		kind = pointer.X
	}
	if name, ok := kind.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

// descriptorPath reads the indexes out of `return file_…, []int{1, 0}`.
func descriptorPath(function *ast.FuncDecl) string {
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
