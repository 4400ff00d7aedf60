import type { Severity } from '../../server/src/analysis/index.ts';

/** What a mutant that Envoy accepts gets: a diagnostic at the mistake, or nothing, and then why. */
export type Expected = { readonly code: string; readonly severity: Severity } | { readonly none: string };

const finding = (code: string, severity: Severity): Expected => ({ code, severity });
const none = (reason: string): Expected => ({ none: reason });

/** By kind of mutant. Where a kind has several outcomes, one of them is expected. */
export const acceptedMutants: Readonly<Record<string, readonly Expected[]>> = {
  address_with_port_inside: [none('A DNS cluster may be given any text as a name; only its look-up fails.')],
  admin_on_all_interfaces: [finding('envoy/admin-exposed', 'hint')],
  bad_wildcard_domain: [finding('envoy/domain-never-matches', 'warning')],
  bool_as_text: [none('Envoy reads the quoted word as the boolean that it looks like, which is what was meant.')],
  cluster_points_at_own_listener: [
    finding('workload/listener-loop', 'warning'),
    none('No route of the listener leads to the cluster.'),
  ],
  dns_cluster_without_endpoints: [finding('envoy/dns-cluster-without-endpoints', 'warning')],
  duplicate_block_key: [finding('yaml/duplicate-key', 'warning')],
  duplicate_filter_name: [finding('envoy/duplicate-filter-name', 'warning')],
  duplicate_key: [finding('yaml/duplicate-key', 'warning')],
  duplicate_listener_name: [finding('envoy/duplicate-listener-name', 'warning')],
  duplicate_vhost_name: [finding('envoy/duplicate-virtual-host-name', 'warning')],
  empty_filters: [none('A filter chain without filters is legal and closes each connection.')],
  ext_authz_v2_version: [
    none('Envoy 1.40 asks the v3 service without `transport_api_version: V3` too, and logs no warning.'),
    // Some got a filter of a name that is there already, or one that asks a cluster without HTTP/2.
    finding('envoy/duplicate-filter-name', 'warning'),
    finding('envoy/http2-to-grpc-missing', 'warning'),
  ],
  filter_name_typo: [none('Envoy finds a filter by its `@type`; its name is free.')],
  header_add_space_in_name: [
    none('Envoy refuses only line breaks and NUL in header names and sends the rest as it is.'),
  ],
  http2_options_on_cluster_deprecated: [finding('envoy/deprecated-field', 'warning')],
  http2_options_twice: [finding('envoy/deprecated-field', 'warning')],
  http_filters_removed: [finding('envoy/router-missing', 'warning')],
  listener_same_port_as_admin: [finding('envoy/admin-listener-conflict', 'error')],
  load_assignment_other_cluster_name: [finding('envoy/load-assignment-name-mismatch', 'hint')],
  lowerCamelCase_field: [none('Envoy knows each field by its lowerCamelCase name too.')],
  lower_case_enum: [none('Envoy reads enum values in any case.')],
  map_instead_of_list: [none('Envoy takes a single value for a list of one.')],
  missing_list_dash: [
    finding('yaml/duplicate-key', 'warning'),
    none('Without its dash the only item of a list is a single value, which Envoy takes for a list of one.'),
  ],
  null_section: [
    finding('envoy/dns-cluster-without-endpoints', 'warning'),
    none('A STATIC cluster may stand without endpoints.'),
  ],
  percent_over_100: [none('Envoy takes a share above its denominator as always.')],
  port_is_quoted_number: [none('Envoy reads a quoted number as a number.')],
  retry_on_unknown_word: [finding('envoy/unknown-retry-condition', 'warning')],
  smart_quotes: [finding('envoy/path-never-matches', 'warning')],
  undefined_cluster_ext_authz: [finding('envoy/unknown-cluster', 'warning')],
  undefined_cluster_ext_authz_http: [finding('envoy/unknown-cluster', 'warning')],
  undefined_cluster_tcp_proxy: [finding('envoy/unknown-cluster', 'warning')],
  undefined_cluster_validate_clusters_false: [
    finding('envoy/unknown-cluster', 'warning'),
    none('Where clusters come over CDS too, the cluster may come later.'),
  ],
  undefined_cluster_weighted: [finding('envoy/unknown-cluster', 'warning')],
  unreachable_route: [finding('envoy/unreachable-route', 'warning')],
};
