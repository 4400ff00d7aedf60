import { kustomizationFields } from '../kubernetes/kustomization-fields.ts';
import { type Message, message } from '../rules/message.ts';
import type { Description } from './described.ts';

/** A field of a kustomization, by the name of its type. Undefined if kustomize does not have it. */
export function describeKustomizationField(of: string, name: string): Description | undefined {
  const fields = kustomizationFields(of);
  const field = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) return undefined;
  const says = sentences(`${of}.${name}`);
  const isOld = field.deprecated ? [message('Deprecated.')] : [];
  return { title: name, type: field.type, sentences: [...(says ? [says] : []), ...isOld] };
}

/** What a field does (kustomize's documentation of kustomization.yaml). */
function sentences(field: string): Message | undefined {
  switch (field.replace(/^SecretArgs\.(?!type)/, 'ConfigMapArgs.')) {
    case 'Kustomization.resources':
      return message('Files with manifests, folders with a kustomization, and addresses of either.');
    case 'Kustomization.components':
      return message('Folders with a kustomization of kind Component, which may also change what is built here.');
    case 'Kustomization.configMapGenerator':
      return message(
        'Creates ConfigMaps from files and values. Their names get a hash of the content, as do the references to them.',
      );
    case 'Kustomization.secretGenerator':
      return message(
        'Creates Secrets from files and values. Their names get a hash of the content, as do the references to them.',
      );
    case 'Kustomization.generatorOptions':
      return message('Options for everything that is generated here.');
    case 'Kustomization.patches':
      return message('Changes of objects, as parts of manifests or as JSON patches, in files or in place.');
    case 'Kustomization.images':
      return message('Replaces the names, tags and digests of images, without changing the manifests.');
    case 'Kustomization.namespace':
      return message('Puts all objects in this namespace.');
    case 'Kustomization.labels':
      return message('Adds labels to all objects, and to selectors and pods only if this is requested.');
    case 'Kustomization.commonLabels':
      return message(
        'Adds labels to all objects, and also to selectors and pods. The field {0} leaves selectors alone.',
        '`labels`',
      );
    case 'Kustomization.commonAnnotations':
      return message('Adds annotations to all objects.');
    case 'Kustomization.namePrefix':
      return message(
        'Starts the names of all objects, and the references to them, with this text. Host names in configs are not changed.',
      );
    case 'Kustomization.nameSuffix':
      return message(
        'Ends the names of all objects, and the references to them, with this text. Host names in configs are not changed.',
      );
    case 'Kustomization.replicas':
      return message('Sets the number of replicas of Deployments and StatefulSets by their names.');
    case 'Kustomization.replacements':
      return message('Copies the value of a field to fields of other objects.');
    case 'ConfigMapArgs.files':
      return message('Files, each of which becomes a key with its name. Write {0} for another key.', '`key=path`');
    case 'ConfigMapArgs.literals':
      return message('Values as {0}, each of which becomes a key.', '`key=value`');
    case 'ConfigMapArgs.envs':
      return message('Files with a line {0} for each key.', '`key=value`');
    case 'ConfigMapArgs.behavior':
      return message(
        'What happens if a base generates the same name: {0} is an error, {1} adds keys, and {2} removes the others.',
        '`create`',
        '`merge`',
        '`replace`',
      );
    case 'GeneratorOptions.disableNameSuffixHash':
      return message('Leaves the name without a hash. Pods are then not restarted when the content changes.');
    case 'Patch.path':
      return message('The file with the patch, from the folder of this file.');
    case 'Patch.patch':
      return message('The patch as text.');
    case 'Patch.target':
      return message('The objects that are patched. Required for a JSON patch.');
    case 'Image.name':
      return message('The image in the manifests, without a tag.');
    case 'Image.newTag':
      return message('The tag that is used in place of that in the manifests.');
    case 'Image.newName':
      return message('The image that is used in place of the one in the manifests, without a tag.');
    case 'Label.includeSelectors':
      return message('Also adds the labels to selectors and pods. Selectors of Deployments cannot be changed later.');
    case 'Label.includeTemplates':
      return message('Also adds the labels to pods, but not to selectors.');
    default:
      return undefined;
  }
}
