package main

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/dynamicpb"
)

// Facts are described in ../README.md; keys are short since there are thousands of them.
type Facts struct {
	Source   []Module                  `json:"source"`
	Messages map[string]*Message       `json:"messages"`
	Enums    map[string]map[string]any `json:"enums"`
}

type Message struct {
	Fields         map[string]*Field `json:"f"`
	RequiredOneofs []string          `json:"q,omitempty"`
	WorkInProgress int               `json:"wip,omitempty"`
	Options        map[string]any    `json:"o,omitempty"`
	// The message of the v2 API that this one replaced.
	Previous string `json:"previous,omitempty"`
	// The path of the .proto file that defines it.
	File string `json:"file"`
}

type Field struct {
	Number      int            `json:"n"`
	Type        string         `json:"t"`
	Repeated    int            `json:"r,omitempty"`
	Oneof       string         `json:"x,omitempty"`
	Optional    int            `json:"p,omitempty"`
	Rules       any            `json:"v,omitempty"`
	Annotations map[string]any `json:"a,omitempty"`
	Categories  []string       `json:"c,omitempty"`
}

// Envoy does not accept v1 and v2 types, and accepts alpha and beta versions only in its contrib build.
var oldPackage = regexp.MustCompile(`^envoy\.((api|admin)\.v2|.*\.v[12](alpha\d*|beta\d*)?)(\.|$)|^envoy\.type(\.matcher)?$`)

func isKept(file protoreflect.FileDescriptor) bool {
	name := string(file.Package())
	return !oldPackage.MatchString(name) && !strings.HasPrefix(name, "opencensus.") && name != "validate"
}

type describer struct {
	types *dynamicpb.Types
	facts *Facts
}

func describe(sources []Source) (*Facts, error) {
	set, _, err := unmarshal(sources, nil)
	if err != nil {
		return nil, err
	}
	allowMissing := protodesc.FileOptions{AllowUnresolvable: true}
	files, err := allowMissing.NewFiles(set)
	if err != nil {
		return nil, err
	}
	// The extensions that define the options are known only now. Everything is read again with them.
	types := dynamicpb.NewTypes(files)
	set, used, err := unmarshal(sources, types)
	if err != nil {
		return nil, err
	}
	if files, err = allowMissing.NewFiles(set); err != nil {
		return nil, err
	}
	d := describer{types, &Facts{Messages: map[string]*Message{}, Enums: map[string]map[string]any{}}}
	files.RangeFiles(func(file protoreflect.FileDescriptor) bool {
		if isKept(file) {
			d.messages(file.Messages(), "", used[file.Path()].comments)
			d.enums(file.Enums())
		}
		return true
	})
	return d.facts, nil
}

// unmarshal reads each .proto file once, from the first module that contains it, and returns the sources.
func unmarshal(sources []Source, types *dynamicpb.Types) (*descriptorpb.FileDescriptorSet, map[string]Source, error) {
	set, used := &descriptorpb.FileDescriptorSet{}, map[string]Source{}
	options := proto.UnmarshalOptions{}
	if types != nil {
		options.Resolver = types
	}
	for _, source := range sources {
		file := &descriptorpb.FileDescriptorProto{}
		if err := options.Unmarshal(source.descriptor, file); err != nil {
			return nil, nil, err
		}
		if _, known := used[file.GetName()]; !known {
			used[file.GetName()] = source
			set.File = append(set.File, file)
		}
	}
	return set, used, nil
}

func (d describer) messages(messages protoreflect.MessageDescriptors, prefix string, comments Comments) {
	for i := range messages.Len() {
		message := messages.Get(i)
		if message.IsMapEntry() {
			continue
		}
		path := prefix + strconv.Itoa(i)
		d.facts.Messages[string(message.FullName())] = d.message(message, path, comments)
		d.messages(message.Messages(), path+".", comments)
		d.enums(message.Enums())
	}
}

func (d describer) message(message protoreflect.MessageDescriptor, path string, comments Comments) *Message {
	described := &Message{Fields: map[string]*Field{}, Options: d.options(message.Options())}
	described.File = message.ParentFile().Path()
	described.Previous = previousType(described.Options["udpa.annotations.versioning"])
	delete(described.Options, "udpa.annotations.versioning")
	for i := range message.Fields().Len() {
		field := message.Fields().Get(i)
		described.Fields[string(field.Name())] = d.field(field, comments.categories(path, string(field.Name())))
	}
	for i := range message.Oneofs().Len() {
		oneof := message.Oneofs().Get(i)
		if d.options(oneof.Options())["validate.required"] == true {
			described.RequiredOneofs = append(described.RequiredOneofs, string(oneof.Name()))
		}
	}
	file := d.options(message.ParentFile().Options())
	if isWorkInProgress(file["udpa.annotations.file_status"]) || isWorkInProgress(file["xds.annotations.v3.file_status"]) {
		described.WorkInProgress = 1
	}
	return described
}

func previousType(versioning any) string {
	var named struct {
		PreviousMessageType string `json:"previousMessageType"`
	}
	if text, ok := versioning.(json.RawMessage); ok {
		if err := json.Unmarshal(text, &named); err != nil {
			return ""
		}
	}
	return named.PreviousMessageType
}

func isWorkInProgress(status any) bool {
	text, ok := status.(json.RawMessage)
	return ok && strings.Contains(string(text), `"workInProgress":true`)
}

func (d describer) field(field protoreflect.FieldDescriptor, categories []string) *Field {
	annotations := d.options(field.Options())
	rules := annotations["validate.rules"]
	delete(annotations, "validate.rules")
	described := &Field{Number: int(field.Number()), Type: typeName(field), Rules: rules, Annotations: annotations, Categories: categories}
	if field.IsList() {
		described.Repeated = 1
	}
	if field.HasOptionalKeyword() {
		described.Optional = 1
	} else if oneof := field.ContainingOneof(); oneof != nil {
		described.Oneof = string(oneof.Name())
	}
	return described
}

func typeName(field protoreflect.FieldDescriptor) string {
	switch {
	case field.IsMap():
		return "map<" + typeName(field.MapKey()) + "," + typeName(field.MapValue()) + ">"
	case field.Message() != nil:
		return string(field.Message().FullName())
	case field.Enum() != nil:
		return string(field.Enum().FullName())
	}
	return field.Kind().String()
}

func (d describer) enums(enums protoreflect.EnumDescriptors) {
	for i := range enums.Len() {
		values := map[string]any{}
		for j := range enums.Get(i).Values().Len() {
			value := enums.Get(i).Values().Get(j)
			values[string(value.Name())] = value.Number()
			if options := d.options(value.Options()); len(options) > 0 {
				values[string(value.Name())] = []any{value.Number(), options}
			}
		}
		d.facts.Enums[string(enums.Get(i).FullName())] = values
	}
}

// options returns the extensions in use by full name, and `deprecated`. The others are for code generators.
func (d describer) options(options proto.Message) map[string]any {
	found := map[string]any{}
	options.ProtoReflect().Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case field.Name() == "deprecated" && !field.IsExtension():
			found["deprecated"] = value.Bool()
		case field.IsExtension() && field.Message() != nil && !field.IsList():
			text, err := protojson.MarshalOptions{Resolver: d.types}.Marshal(value.Message().Interface())
			if err == nil {
				found[string(field.FullName())] = json.RawMessage(text)
			}
		case field.IsExtension() && !field.IsList():
			found[string(field.FullName())] = value.Interface()
		}
		return true
	})
	return found
}
