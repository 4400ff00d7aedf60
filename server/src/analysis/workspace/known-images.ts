import { imageNames } from './envoy-container.ts';
import { type ImageDefault, imageDefault } from './image-defaults.ts';
import { type Projects, projectOf } from './project/projects.ts';

/** What is known of images from the settings, the project file and the documentation of well-known images. */
export interface KnownImages {
  /** Further image repositories that contain Envoy. */
  readonly envoyImages: readonly string[];
  /** The ports that an image serves. */
  imageDefault(image: string): ImageDefault | undefined;
}

/** The images that are known for the pods of a file. */
export type ImagesAt = (uri: string) => KnownImages;

/** @param envoyImages from the settings */
export function knownImages(projects: Projects, envoyImages: readonly string[]): ImagesAt {
  const everywhere: KnownImages = { envoyImages, imageDefault };
  return (uri) => {
    const settings = projectOf(projects, uri)?.settings;
    if (!settings) return everywhere;
    const { appPorts } = settings;
    return {
      envoyImages: [...envoyImages, ...settings.envoyImages],
      imageDefault(image) {
        const name = imageNames(image).find((one) => Object.hasOwn(appPorts, one));
        const ports = name === undefined ? undefined : appPorts[name];
        return ports ? { ports, stated: true } : imageDefault(image);
      },
    };
  };
}
