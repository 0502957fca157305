import { parsePathText, pathText } from '../values/path-text.ts';
import { bool, failure, type Failure, float, int, mismatch, type Outcome, string, unknown, type Value } from '../values/value.ts';

/** `bool(x)`, `int(x)`, `float(x)`, `string(x)`, `path(x)`. */
export type Conversion = 'bool' | 'float' | 'int' | 'path' | 'string';

export function convert(to: Conversion, value: Value): Outcome {
  if (value.kind === 'unknown') return value.isPresent && value.known.types?.size === 1 && value.known.types.has(to) ? value : unknown(`${to}(${value.name})`);
  switch (to) {
    case 'bool': return toBool(value);
    case 'int': return toInt(value);
    case 'float': return toFloat(value);
    case 'string': return toText(value);
    case 'path': return toPath(value);
  }
}

function toBool(value: Value): Outcome {
  if (value.kind === 'bool') return value;
  return value.kind === 'string' ? bool(value.value === 'true') : mismatch('bool()', value);
}

function toInt(value: Value): Outcome {
  if (value.kind === 'int') return value;
  if (value.kind === 'float') return Number.isFinite(value.value) ? int(Math.trunc(value.value)) : notANumber(String(value.value));
  if (value.kind !== 'string') return mismatch('int()', value);
  return /^[+-]?\d{1,20}$/.test(value.value) ? int(BigInt(value.value.replace('+', ''))) : notANumber(value.value);
}

function toFloat(value: Value): Outcome {
  if (value.kind === 'float') return value;
  if (value.kind === 'int') return float(Number(value.value));
  if (value.kind !== 'string') return mismatch('float()', value);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.value) ? float(Number(value.value)) : notANumber(value.value);
}

function toText(value: Value): Outcome {
  switch (value.kind) {
    case 'string': return value;
    case 'null': return string('null');
    case 'bool':
    case 'int': return string(String(value.value));
    case 'float': return string(Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value));
    case 'path': return string(pathText(value));
    default: return mismatch('string()', value);
  }
}

function toPath(value: Value): Outcome {
  if (value.kind === 'path') return value;
  return value.kind === 'string' ? parsePathText(value.value) : mismatch('path()', value);
}

function notANumber(text: string): Failure {
  return failure('not-a-number', `"${text.slice(0, 40)}" is no number.`);
}
