import { toBase64 } from '../values/base64.ts';
import { type BytesValue, failure, float, int, type LatLngValue, type MapValue, type Outcome, type PathValue, string } from '../values/value.ts';
import { getter, type Methods } from './method.ts';

/** @see https://firebase.google.com/docs/reference/rules/rules.Bytes */
export const bytesMethods: Methods<BytesValue> = {
  size: getter(({ value }) => int(value.length)),
  toBase64: getter(({ value }) => string(toBase64(value))),
  toHexString: getter(({ value }) => string([...value].map((byte) => byte.toString(16).padStart(2, '0')).join(''))),
};

/** @see https://firebase.google.com/docs/reference/rules/rules.LatLng */
export const latLngMethods: Methods<LatLngValue> = {
  latitude: getter(({ latitude }) => float(latitude)),
  longitude: getter(({ longitude }) => float(longitude)),
  /** Meters along the surface. */
  distance: { takes: ['latlng'], run: (from, [to]) => float(to?.kind === 'latlng' ? distanceMeters(from, to) : 0) },
};

/** Mean radius. The reference names no figure; the S2 library, which Google uses for this, has this one. */
const earthRadiusMeters = 6_371_010;

function distanceMeters(from: LatLngValue, to: LatLngValue): number {
  const [lat1, lat2] = [radians(from.latitude), radians(to.latitude)];
  const halfLat = Math.sin((lat2 - lat1) / 2);
  const halfLng = Math.sin(radians(to.longitude - from.longitude) / 2);
  const chord = halfLat ** 2 + Math.cos(lat1) * Math.cos(lat2) * halfLng ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** @see https://firebase.google.com/docs/reference/rules/rules.Path */
export const pathMethods: Methods<PathValue> = {
  /** Fills the holes `{name}`. */
  bind: { takes: ['map'], run: (path, [names]) => (names?.kind === 'map' ? bind(path, names) : failure('type-mismatch', 'bind() takes a map.')) },
};

function bind(path: PathValue, names: MapValue): Outcome {
  const segments: PathValue['segments'][number][] = [];
  for (const segment of path.segments) {
    const value = typeof segment === 'string' ? undefined : names.entries.get(segment.hole);
    if (value === undefined) segments.push(segment);
    else if (value.kind === 'string') segments.push(value.value);
    else if (value.kind === 'path') segments.push(...value.segments);
    else return failure('type-mismatch', 'A hole in a path is filled with a string.');
  }
  return { kind: 'path', segments };
}
