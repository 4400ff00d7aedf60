package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kubejson "k8s.io/apimachinery/pkg/runtime/serializer/json"
	request "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"sigs.k8s.io/yaml"
)

var decoder = kubejson.NewSerializerWithOptions(
	kubejson.DefaultMetaFactory, legacyscheme.Scheme, legacyscheme.Scheme,
	kubejson.SerializerOptions{Yaml: true, Strict: true},
)

// judge says what the server finds in a manifest, or in each item of a List.
func judge(text []byte) verdict {
	var list struct {
		metav1.TypeMeta `json:",inline"`
		Items           []json.RawMessage `json:"items"`
	}
	if yaml.Unmarshal(text, &list) == nil && list.APIVersion == "v1" && list.Kind == "List" {
		return judgeList(text, list.Items)
	}
	kind, err := kindOf(text)
	if err != nil {
		return refused(err)
	}
	return judgeObject(text, kind)
}

func judgeList(text []byte, items []json.RawMessage) verdict {
	if _, err := yaml.YAMLToJSONStrict(text); err != nil {
		return refused(err)
	}
	var all verdict
	for i, item := range items {
		one := judge(item)
		if one.Skipped {
			return one
		}
		for _, said := range one.Errors {
			all.Errors = append(all.Errors, fmt.Sprintf("items[%d]: %s", i, said))
		}
	}
	return all
}

// kindOf finds the kind and says whether the server serves it.
func kindOf(text []byte) (schema.GroupVersionKind, error) {
	data, err := yaml.YAMLToJSON(text)
	if err != nil {
		return schema.GroupVersionKind{}, err
	}
	kind, err := kubejson.DefaultMetaFactory.Interpret(data)
	if err != nil {
		return schema.GroupVersionKind{}, err
	}
	if kind.Kind == "" || kind.Version == "" {
		return *kind, errors.New("apiVersion and kind are required")
	}
	if isOwnGroup(kind.Group) && (!isServed(kind.GroupVersion()) || !legacyscheme.Scheme.Recognizes(*kind)) {
		return *kind, fmt.Errorf("no matches for kind %q in version %q", kind.Kind, kind.GroupVersion())
	}
	return *kind, nil
}

func isOwnGroup(group string) bool {
	return slices.ContainsFunc(served, func(one schema.GroupVersion) bool { return one.Group == group })
}

func isServed(version schema.GroupVersion) bool { return slices.Contains(served, version) }

func judgeObject(text []byte, kind schema.GroupVersionKind) verdict {
	strategy, ok := strategies[kind.Kind]
	if !ok || !isServed(kind.GroupVersion()) {
		return verdict{Skipped: true}
	}
	object, _, err := decoder.Decode(text, nil, nil)
	if err != nil {
		return refused(err)
	}
	legacyscheme.Scheme.Default(object)
	internal, err := legacyscheme.Scheme.UnsafeConvertToVersion(object, runtime.InternalGroupVersioner)
	if err != nil {
		return refused(err)
	}
	if err := create(strategy, internal); err != nil {
		return refused(err)
	}
	return verdict{}
}

// create does what the server's store does before it writes an object.
func create(strategy rest.RESTCreateStrategy, object runtime.Object) error {
	data, err := meta.Accessor(object)
	if err != nil {
		return err
	}
	if data.GetNamespace() == "" && strategy.NamespaceScoped() {
		data.SetNamespace(metav1.NamespaceDefault)
	}
	rest.FillObjectMetaSystemFields(data)
	if data.GetGenerateName() != "" && data.GetName() == "" {
		data.SetName(strategy.GenerateName(data.GetGenerateName()))
	}
	prepare(object)
	ctx := request.WithNamespace(context.Background(), data.GetNamespace())
	if err := rest.BeforeCreate(strategy, ctx, object); err != nil {
		return err
	}
	return checkPorts(object)
}

func refused(err error) verdict {
	var status *apierrors.StatusError
	if errors.As(err, &status) && status.ErrStatus.Details != nil && len(status.ErrStatus.Details.Causes) > 0 {
		var said []string
		for _, cause := range status.ErrStatus.Details.Causes {
			said = append(said, cause.Field+": "+cause.Message)
		}
		return verdict{Errors: said}
	}
	return verdict{Errors: []string{err.Error()}}
}
