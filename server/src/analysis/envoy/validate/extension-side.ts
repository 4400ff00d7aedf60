import { filterTypeOf, hasNoRouteConfig, routeTypeOf } from '../../schema/envoy-route-types.ts';
import type { Slot } from '../../schema/envoy-slots.ts';
import type { WrongExtensionCategory } from './envoy-finding.ts';

/**
 * Why a slot for the configs of filters does not take a type, or one for those of routes. Undefined if it does.
 * @param version the target version of Envoy; the newest without
 */
export function sideOf(type: string, slot: Slot, version: string | undefined): WrongExtensionCategory['side'] {
  if (slot.forRoutes && !slot.any && hasNoRouteConfig(type, version)) return 'no-route-config';
  if (counterpart(type, slot) === undefined) return undefined;
  return slot.forRoutes ? 'filter-only' : 'route-only';
}

/** What the slot takes in place of the type that the filter has for the other side. */
export function counterpart(type: string, slot: Slot): string | undefined {
  if (slot.forRoutes) return routeTypeOf(type);
  return slot.categories.length === 1 && /^envoy\.filters\.http(\.upstream)?$/.test(slot.categories[0] ?? '')
    ? filterTypeOf(type)
    : undefined;
}
