/**
 * What the language server and its client say to each other beyond LSP. Types and method names only: both sides import
 * this file and neither gets code from the other.
 */
import type { Location, Range, WorkspaceEdit } from 'vscode-languageserver-types';
import type { HttpConnection } from './sent-request.ts';

/** The part of a Kubernetes object that the client reads; everything else is passed on untouched, as JSON. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** Names a place in a document; the position picks a workload or listener where there are several. */
export interface PlaceParams {
  readonly uri: string;
  readonly position?: { readonly line: number; readonly character: number };
}

/** A request could not be answered: one plain sentence, and the place it is about where there is one. */
export interface Refusal {
  readonly refused: string;
  readonly location?: Location;
}

/** A listener as one sends a request to it. */
export interface PlannedListener extends HttpConnection {
  readonly name: string;
  /** The address it binds, e.g. `0.0.0.0`. */
  readonly address: string;
  readonly port: number;
  /** What it speaks; requests can be sent to `http` only. `tls`: with a client certificate, or without HTTP. */
  readonly protocol: 'http' | 'tcp' | 'tls' | 'udp';
  /** True when it binds a loopback address: a port-forward reaches it, a Service does not. */
  readonly loopback: boolean;
  /** Value of the Host header: the first literal domain of its virtual hosts, without port; absent when any host will do. */
  readonly host?: string;
  /** All its routes match gRPC requests only. */
  readonly grpcOnly?: true;
  /** The path of its first route that a plain GET reaches, starting with `/`. */
  readonly path: string;
  /** The listener in the file it is written in. */
  readonly location: Location;
}

/** One object that a deploy applies. */
export interface PlannedObject {
  readonly role: 'config' | 'workload' | 'service';
  readonly manifest: KubernetesObject;
  /** Where it is written; for a generated ConfigMap the config it is made from. */
  readonly origin: Location;
  /** True when no file holds this object: it is built from a linked config. */
  readonly generated: boolean;
}

/** A hostPath volume that brings the config, and the ConfigMap that stands in for it. */
export interface HostPathConfig {
  readonly volume: string;
  readonly hostPath: string;
  readonly configUri: string;
  readonly configMap: string;
}

/** Everything a deploy needs, computed from the files alone. */
export interface DeployPlan {
  readonly workload: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    /** As written in the manifest; absent: the context's namespace. */
    readonly namespace?: string;
    /** Name of the Envoy container. */
    readonly envoyContainer: string;
    readonly location: Location;
  };
  /** In the order in which they are applied: configs, the workload, Services. */
  readonly objects: readonly PlannedObject[];
  /** The hostPath configs that were replaced (or, with `keepHostPath`, that were kept). */
  readonly hostPathConfigs: readonly HostPathConfig[];
  readonly listeners: readonly PlannedListener[];
  /** Diagnostics of severity error: the user is told and asked before anything happens. */
  readonly blocking: readonly { readonly location: Location; readonly message: string }[];
}

/** `envoySidecar/deployPlan`: DeployPlanParams → DeployPlan | Refusal */
export const deployPlanMethod = 'envoySidecar/deployPlan';
export interface DeployPlanParams extends PlaceParams {
  /** Keep hostPath volumes as they are instead of replacing them by a ConfigMap. */
  readonly keepHostPath?: boolean;
}

/** A range of the config's text, in UTF-16 units. */
export interface ConfigRange {
  readonly start: number;
  readonly end: number;
}

/** An address in the config's text that a local run moves to a free port of 127.0.0.1. */
export interface LocalPort {
  readonly role: 'listener' | 'admin' | 'upstream';
  /** Name of the listener or cluster; `admin` for the admin. */
  readonly name: string;
  readonly address: string;
  /** 0 where Envoy picks a port, or where the text is not a port. */
  readonly port: number;
  readonly portRange: ConfigRange;
  /** Absent where the address is not written. */
  readonly addressRange?: ConfigRange;
}

/** What a local run needs: the bootstrap's text as Envoy would read it, and the ports to move. */
export interface LocalPlan {
  readonly configText: string;
  readonly format: 'yaml' | 'json';
  readonly configUri: string;
  /** Addresses are moved one by one; entries of the same role with the same address and port share a new port. */
  readonly ports: readonly LocalPort[];
  /** Values that a local run replaces by `null`, which means not set: with them Envoy would bind something else. */
  readonly unset: readonly ConfigRange[];
  /** True when Envoy would get further listeners from a file or a control plane: a local run gives it an empty file instead. */
  readonly leavesOutListeners: boolean;
  readonly listeners: readonly PlannedListener[];
  readonly trace: RequestTrace;
}

/** What makes a local run say which way a request took. */
export interface RequestTrace {
  /** Name of the access log, in the folder in which Envoy starts. */
  readonly accessLog: string;
  /** Texts that are inserted into the copy of the config. With them, Envoy writes an access log in JSON (`AccessLogEntry` of the client). */
  readonly insertions: readonly { readonly offset: number; readonly text: string }[];
  /** The filter chains with HTTP. The access log has the position in this list. */
  readonly chains: readonly { readonly listener: string; readonly filterChain?: string; readonly location: Location }[];
  /** The routes. The access log has the position in this list. */
  readonly routes: readonly TracedRoute[];
  readonly clusters: readonly TracedCluster[];
  /** The containerPorts of the other containers of the pods that read the config. */
  readonly appPorts: readonly { readonly container: string; readonly port: number; readonly location: Location }[];
}

export interface TracedRoute {
  readonly name?: string;
  readonly virtualHost: string;
  /** For people, e.g. `/api/` for a prefix or `path /health`. */
  readonly match: string;
  readonly location: Location;
}

export interface TracedCluster {
  readonly name: string;
  readonly location: Location;
  /** As they are written in the file. */
  readonly endpoints: readonly { readonly address: string; readonly port: number; readonly location: Location }[];
}

/** `envoySidecar/localPlan`: PlaceParams → LocalPlan | Refusal */
export const localPlanMethod = 'envoySidecar/localPlan';

/** `envoySidecar/locateEnvoyError`: LocateEnvoyErrorParams → Location | null. Finds the line that Envoy's own error message is about. */
export const locateEnvoyErrorMethod = 'envoySidecar/locateEnvoyError';
export interface LocateEnvoyErrorParams {
  /** Any file of the workload, or the config itself. */
  readonly uri: string;
  /** What Envoy printed, whole lines. */
  readonly message: string;
}

/** `envoySidecar/locateField`: LocateFieldParams → Location | null. Finds a field of a manifest by the path that the API server names. */
export const locateFieldMethod = 'envoySidecar/locateField';
export interface LocateFieldParams {
  /** Where the object is written (`PlannedObject.origin`). */
  readonly origin: Location;
  /** As the API server writes it, e.g. `spec.containers[0].ports[0].containerPort` or `spec.containers[1].prots`. */
  readonly path: string;
}

/** `envoySidecar/createService`: PlaceParams (a listener's place) → CreatedService | Refusal */
export const createServiceMethod = 'envoySidecar/createService';
export interface CreatedService {
  readonly manifest: KubernetesObject;
  /** Adds the Service to the workload's file (or to the file that holds its Services). */
  readonly edit: WorkspaceEdit;
  readonly range: Range;
  readonly uri: string;
}

/** `envoySidecar/status` notification, server → client: what the status item of a document shows. */
export const statusMethod = 'envoySidecar/status';
export interface DocumentStatus {
  readonly uri: string;
  /** What the file was recognised as, e.g. `Envoy bootstrap` or `Pod my-pod`; absent: none of ours. */
  readonly recognisedAs?: string;
  /** A manifest without an Envoy, which is only checked. */
  readonly isOtherManifest?: true;
  /** The other half, as a file name: a manifest's config or a config's manifests. */
  readonly linkedTo: readonly string[];
  /** The file has both halves, and nothing is linked from elsewhere. */
  readonly isWhole?: true;
  /** The same in sentences, for people. */
  readonly summary: string;
  /** Of the Envoy config in the file, or of the one it is linked to. */
  readonly targetVersion?: TargetVersionStatus;
}

/** `envoySidecar/targetVersion`: PlaceParams → TargetVersionStatus | null. Null where there is no Envoy config. */
export const targetVersionMethod = 'envoySidecar/targetVersion';
export interface TargetVersionStatus {
  /** `1.34` or `1.34.1`. */
  readonly version: string;
  /** What names it; `newest`: nothing does. */
  readonly origin: 'comment' | 'setting' | 'project' | 'image' | 'newest';
  /** The file with the comment or the image, or the project file. */
  readonly namedIn?: string;
  /** The minor versions that the server knows, newest first. */
  readonly known: readonly string[];
  /** The file that takes the comment, as a file name; absent where it cannot: JSON has no comments. */
  readonly commentIn?: string;
}

/** `envoySidecar/versionComment`: VersionCommentParams → WorkspaceEdit | Refusal. Writes, changes or removes the comment that names the version. */
export const versionCommentMethod = 'envoySidecar/versionComment';
export interface VersionCommentParams {
  readonly uri: string;
  /** Absent: the comment is removed. */
  readonly version?: string;
}

/** `envoySidecar/links`: LinksParams → WorkspaceLinks | Refusal. What is linked with what in the workspace, and what is not and why. */
export const linksMethod = 'envoySidecar/links';
export interface LinksParams {
  /** The file whose pods come first. */
  readonly uri?: string;
}
export interface WorkspaceLinks {
  /** Lines with indentation, for people. */
  readonly text: string;
  /** The parts of the lines that lead to places. */
  readonly links: readonly { readonly range: Range; readonly target: Location }[];
}

/** What determines the manifests of a new sidecar. Everything that is not given has a default. */
export interface SidecarAnswers {
  readonly kind: 'reverse-proxy' | 'grpc' | 'tls' | 'egress' | 'rate-limit' | 'jwt' | 'ext-authz';
  readonly workload: 'Deployment' | 'Pod';
  /** The image of the app. */
  readonly image: string;
  /** The port that the app serves. */
  readonly port: number;
  /** The port of Envoy's listener. */
  readonly listen: number;
  /** `HOST:PORT`; only some kinds have another host than the app. */
  readonly host: string;
}

/** `envoySidecar/checkSidecar`: Partial<SidecarAnswers> → CheckedSidecar | Refusal. Fills in the defaults, and says what is wrong. */
export const checkSidecarMethod = 'envoySidecar/checkSidecar';
export interface CheckedSidecar {
  readonly answers: SidecarAnswers;
  /** Whether the kind has another host than the app. */
  readonly asksForHost: boolean;
  /** The first answer that is wrong, and why. */
  readonly wrong?: { readonly question: keyof SidecarAnswers; readonly reason: string };
}

/** `envoySidecar/newSidecar`: NewSidecarParams → NewSidecar | Refusal. The files of a new sidecar. */
export const newSidecarMethod = 'envoySidecar/newSidecar';
export interface NewSidecarParams {
  readonly answers: Partial<SidecarAnswers>;
  /** The folder of the new files, with the names that are used in it. Absent for a text without a file. */
  readonly into?: { readonly folder: string; readonly taken: readonly string[] };
}
export type NewSidecar =
  | { readonly text: string }
  /** Creates the files and changes the kustomization of the folder, if there is one. `uri`: the file with the workload. */
  | { readonly edit: WorkspaceEdit; readonly uri: string };

/** `envoySidecar/workloadTree`: null → WorkloadNode[] | Refusal. The pods with an Envoy, with what requests to them pass through. */
export const workloadTreeMethod = 'envoySidecar/workloadTree';
export interface WorkloadNode {
  /** `note`: a sentence about a link, or why something is not linked. */
  readonly kind: 'workload' | 'service' | 'listener' | 'route' | 'cluster' | 'note';
  readonly label: string;
  /** A few words beside the label. May be empty. */
  readonly detail: string;
  readonly location?: Location;
  /** Everything that belongs to it, also in the file of the location. */
  readonly extent?: Range;
  readonly below: readonly WorkloadNode[];
}
