package main

import (
	"strconv"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/descriptorpb"
)

// Documentation contains the comments: by the full name of a message or enum, that of itself under "" and those of its
// fields or values under their names.
type Documentation struct {
	Source   []LicencedModule             `json:"source"`
	Comments map[string]map[string]string `json:"comments"`
	// The modules of the comments, by the full name of a message or enum.
	Modules map[string]string `json:"modules"`
}

// LicencedModule is a module with the files that must accompany a copy of its sentences.
type LicencedModule struct {
	Module
	Licences []string `json:"licences"`
}

func document(sources []Source) (*Documentation, error) {
	found := &Documentation{Comments: map[string]map[string]string{}, Modules: map[string]string{}}
	for _, source := range sources {
		file := &descriptorpb.FileDescriptorProto{}
		if err := (proto.UnmarshalOptions{}).Unmarshal(source.descriptor, file); err != nil {
			return nil, err
		}
		for index, message := range file.MessageType {
			found.message(source, message, file.GetPackage()+".", strconv.Itoa(index))
		}
		for index, enum := range file.EnumType {
			found.enum(source, enum, file.GetPackage()+".", strconv.Itoa(index))
		}
	}
	return found, nil
}

func (d *Documentation) message(source Source, message *descriptorpb.DescriptorProto, prefix, path string) {
	d.add(prefix+message.GetName(), source, source.comments.messages[path])
	for index, nested := range message.NestedType {
		d.message(source, nested, prefix+message.GetName()+".", path+"."+strconv.Itoa(index))
	}
	for index, enum := range message.EnumType {
		d.enum(source, enum, prefix+message.GetName()+".", path+"."+strconv.Itoa(index))
	}
}

func (d *Documentation) enum(source Source, enum *descriptorpb.EnumDescriptorProto, prefix, path string) {
	byNumber, byName := source.comments.enums[path], map[string]string{}
	if own := byNumber[""]; own != "" {
		byName[""] = own
	}
	for _, value := range enum.Value {
		if text := byNumber[strconv.Itoa(int(value.GetNumber()))]; text != "" {
			byName[value.GetName()] = text
		}
	}
	d.add(prefix+enum.GetName(), source, byName)
}

// add keeps the comments of the first module, as the facts do.
func (d *Documentation) add(name string, source Source, comments map[string]string) {
	if _, known := d.Modules[name]; known || len(comments) == 0 {
		return
	}
	d.Comments[name], d.Modules[name] = comments, source.module
}
