import { describe, expect, test } from 'vitest';
import { resultOfCondition } from '../testing/ask.ts';

/** Conditions that are true, by what they show. Each would be false or an error if the behaviour were another. */
const truths: Readonly<Record<string, readonly string[]>> = {
  'int and float arithmetic': ['1 + 2 == 3', '7 / 2 == 3', '-7 / 2 == -3', '7 % 3 == 1', '7.0 / 2 == 3.5', '2 * 3.5 == 7', '1 - 2 == -1', '-(2) == -2', '1 == 1.0', '9223372036854775807 > 0'],
  'order and equality': ["'a' < 'b'", "'a' <= 'a'", '2 > 1.5', '1 != null', 'null == null', "'1' != 1", '[1, 2] == [1, 2]', '[1, 2] != [2, 1]', "{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", '/a/b == /a/$("b")', "b'a' < b'b'"],
  'precedence as in the official grammar': ['1 + 2 * 3 == 7', 'true || false && false', '!false && true', "'a' in ['a'] && true", '(false ? true : false) == false', '1 < 2 == true', "'a' in (['a'])"],
  'in': ["'a' in ['a', 'b']", "!('c' in ['a'])", "'k' in {'k': 1}", "!(1 in {'k': 1})", '1 in [1.0]', "'a' in ['a'].toSet()"],
  'is': ["'a' is string", '1 is int', '1 is number', '1.5 is float', '!(1 is float)', 'true is bool', '[1] is list', "{'a': 1} is map", '/a is path', "b'a' is bytes", 'request.time is timestamp', "duration.value(1, 's') is duration", 'latlng.value(1, 2) is latlng', '[1].toSet() is set', "!(null is string)"],
  'look-ups': ["'abc'[1] == 'b'", "'abc'[0:2] == 'ab'", "'abc'[1:] == 'bc'", "'abc'[:1] == 'a'", '[1, 2, 3][2] == 3', '[1, 2, 3][0:2] == [1, 2]', "{'a': {'b': 1}}.a.b == 1", "{'a': 1}['a'] == 1", "/a/b[1] == 'b'"],
  'strings': ["'aBc'.lower() == 'abc'", "'aBc'.upper() == 'ABC'", "' a '.trim() == 'a'", "'abc'.size() == 3", "'😀'.size() == 1", "'€'.toUtf8() == b'\\xE2\\x82\\xAC'", "'a' + 'b' == 'ab'", "'it\\'s' == \"it's\"", "'\\u0041\\x42\\103' == 'ABC'"],
  'bytes': ["b'abc'.size() == 3", "b'abc'.toBase64() == 'YWJj'", "b'ab'.toBase64() == 'YWI='", "b'a'.toBase64() == 'YQ=='", "b'\\xff'.toHexString() == 'ff'", "b'\\342\\202\\254' == b'€'"],
  'lists': ["['a', 'b'].hasAll(['a'])", "!['a'].hasAll(['a', 'b'])", "['a', 'b'].hasAny(['b', 'c'])", "!['a'].hasAny(['b'])", "['a'].hasOnly(['a', 'b'])", "!['a', 'c'].hasOnly(['a', 'b'])", '[].hasOnly([])', "['a'].concat(['b']) == ['a', 'b']", "['a', 'b'].join('-') == 'a-b'", '[1, 2, 1].removeAll([1]) == [2]', '[1, 2].size() == 2', '[1, 1].toSet().size() == 1'],
  'sets': ['[1, 2].toSet().difference([2].toSet()) == [1].toSet()', '[1, 2].toSet().intersection([2, 3].toSet()) == [2].toSet()', '[1].toSet().union([2].toSet()) == [2, 1].toSet()', '[1, 2].toSet().hasAll([1])', '[1, 2].toSet().hasAny([2, 3].toSet())', '[1].toSet().hasOnly([1, 2])', '![1, 3].toSet().hasOnly([1, 2])'],
  'maps': ["{'a': 1}.get('a', 0) == 1", "{'a': 1}.get('b', 0) == 0", "{'a': {'b': 1}}.get(['a', 'b'], 0) == 1", "{'a': {'b': 1}}.get(['a', 'c', 'd'], 0) == 0", "{'a': 1, 'b': 2}.keys() == ['a', 'b']", "{'a': 1}.values() == [1]", "{'a': 1}.size() == 1"],
  'map differences': [
    "{'a': 1, 'b': 2}.diff({'a': 1}).addedKeys() == ['b'].toSet()", "{'a': 1}.diff({'a': 1, 'b': 2}).removedKeys() == ['b'].toSet()", "{'a': 2}.diff({'a': 1}).changedKeys() == ['a'].toSet()",
    "{'a': 1, 'b': 2}.diff({'a': 1, 'b': 3}).unchangedKeys() == ['a'].toSet()", "{'a': 2, 'b': 1}.diff({'a': 1, 'c': 1}).affectedKeys() == ['a', 'b', 'c'].toSet()", "{'a': 1}.diff({'a': 1}).affectedKeys().size() == 0",
  ],
  'timestamps': [
    'request.time.year() == 2026', 'request.time.month() == 1', 'request.time.day() == 31', 'request.time.hours() == 12', 'request.time.minutes() == 0', 'request.time.seconds() == 0', 'request.time.nanos() == 0',
    'request.time.dayOfWeek() == 6', 'timestamp.date(2026, 2, 1).dayOfWeek() == 7', 'request.time.dayOfYear() == 31', 'request.time.toMillis() == 1769860800000', 'request.time.date() == timestamp.date(2026, 1, 31)', "request.time.time() == duration.value(12, 'h')",
    'timestamp.value(0) == timestamp.date(1970, 1, 1)', "request.time + duration.value(1, 'd') == timestamp.date(2026, 2, 1) + duration.value(12, 'h')", "request.time - timestamp.date(2026, 1, 31) == duration.time(12, 0, 0, 0)", 'timestamp.date(1969, 12, 31).dayOfYear() == 365', 'request.time < timestamp.date(2027, 1, 1)',
  ],
  'durations': ["duration.value(1, 'w') == duration.value(7, 'd')", "duration.value(1, 'h') == duration.time(1, 0, 0, 0)", "duration.value(1500, 'ms').seconds() == 1", "duration.value(1500, 'ms').nanos() == 500000000", "duration.abs(duration.value(-1, 'm')) == duration.value(60, 's')", "duration.value(1, 'ns') < duration.value(1, 'ms')", "-duration.value(1, 's') == duration.value(-1, 's')"],
  'places on earth': ['latlng.value(1.5, 2).latitude() == 1.5', 'latlng.value(1.5, 2).longitude() == 2.0', 'latlng.value(0, 0).distance(latlng.value(0, 1)) > 111194', 'latlng.value(0, 0).distance(latlng.value(0, 1)) < 111196'],
  'math': ['math.abs(-2) == 2', 'math.abs(-2.5) == 2.5', 'math.ceil(1.2) == 2', 'math.floor(-1.2) == -2', 'math.round(2.5) == 3', 'math.round(-2.5) == -3', 'math.sqrt(9) == 3.0', 'math.pow(2, 10) == 1024.0', 'math.isNaN(0.0 / 0.0)', 'math.isInfinite(1.0 / 0.0)', '!math.isInfinite(1)', 'math.floor(2) is int'],
  'hashes': [
    "hashing.md5('') == b'\\xd4\\x1d\\x8c\\xd9\\x8f\\x00\\xb2\\x04\\xe9\\x80\\x09\\x98\\xec\\xf8\\x42\\x7e'", "hashing.md5('message digest').toHexString() == 'f96b697d7cb7938d525a2f31aaf161d0'",
    "hashing.sha256('abc').toHexString() == 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'", "hashing.sha256(b'').toHexString() == 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
    "hashing.sha256('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq').toHexString() == '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'",
    "hashing.crc32('123456789').toHexString() == 'cbf43926'", "hashing.crc32c('123456789').toHexString() == 'e3069283'",
  ],
  'conversions': ["int('-12') == -12", 'int(2.9) == 2', "float('2.2') == 2.2", 'float(2) is float', "string(1) == '1'", "string(2.0) == '2.0'", "string(2.5) == '2.5'", "string(true) == 'true'", "string(null) == 'null'", "string(/a/b) == '/a/b'", "bool('true')", "!bool('x')", "path('/a/b') == /a/b", "debug('x') == 'x'"],
  'paths': ["/a/$('b')/c == /a/b/c", "/a/$('b/c') == /a/b/c", '/a/$(/b/c) == /a/b/c', "(/a/{name}).bind({'name': 'b'}) == /a/b", "/databases/(default)/documents/docs/one == resource.__name__", "request.path == /databases/$(database)/documents/docs/$(id)"],
  'the request': ["request.method == 'get'", 'request.auth == null', "id == 'one'", "database == '(default)'", "resource.id == 'one'", 'resource.data.n == 1', 'request.resource == null'],
};

describe.each(Object.entries(truths))('%s', (_about, conditions) => {
  test.each(conditions)('%s', (condition) => expect(resultOfCondition(condition, { data: { n: 1 } })).toBe('true'));
});

/** Conditions that are errors, and a part of what they say. */
const errors: readonly (readonly [condition: string, says: string])[] = [
  ['resource.data.missing == 1', 'no "missing"'], ['null.a == 1', 'null'], ['request.auth.uid == null', 'null'], ["'a' > 1", '">"'], ['null < 1', 'null'], ["1 + 'a' == 1", '"+"'], ['1 / 0 == 1', 'zero'], ['1 % 0 == 1', 'zero'],
  ['9223372036854775807 + 1 > 0', '64 bits'], ['9223372036854775808 > 0', '64 bits'], ['[1][1] == 1', '[1]'], ["'a'[5] == 'a'", '[5]'], ["'abc'[2:1] == ''", '2:1'], ["'a' in null", 'null'], ["'a' in 'abc'", 'string'], ['1 is thing', '"thing"'],
  ["'a'.nothing() == 1", 'nothing()'], ["'a'.size(1) == 1", '0 arguments'], ["['a'].join(1) == ''", 'int'], ["[1].join(',') == '1'", 'strings'], ["int('x') == 1", 'no number'], ['int(1.0 / 0.0) == 1', 'no number'], ["'a' && true", 'string'], ['!1', 'int'], ['1 ? true : false', 'int'], ['1', 'A condition'],
  ['nobody == 1', '"nobody"'], ['nothing()', '"nothing"'], ['math.nothing(1) == 1', '"nothing"'], ['timestamp.date(2026, 2, 30) == request.time', 'date'], ["duration.value(1, 'y') == request.time", 'unit'], ['latlng.value(91, 0) == 1', 'degrees'], ["get('/a') == null", 'path'], ['get(/a/b) == null', '/databases/'],
  ['timestamp.value(9223372036854775807).year() == 1', 'years 1 to 9999'], ["request.time + duration.value(1000000, 'w') == request.time", 'years 1 to 9999'],
  ['/a/$(1) == /a', 'int'], ["/a/$('') == /a", 'empty'], ["'a'.matches('a')", 'engine'], ["{1: 'a'} == {}", 'key'], ["{'a': 1}.diff([1]) == 1", 'list'], ['-"a" == "a"', '"-"'], ['math.floor(0.0 / 0.0) == 0', 'whole number'], ["bool(1)", 'bool()'], ['constructor()', '"constructor"'], ["'a'.toString() == 'a'", 'toString()'],
];

test.each(errors)('%s is an error that says %s', (condition, says) => {
  const result = resultOfCondition(condition, { data: { n: 1 } });
  expect(result).toMatch(/^error: /);
  expect(result).toContain(says);
});

test('a regular expression goes to the engine that was given; a pattern it refuses is an error', () => {
  const regex = {
    matches: (pattern: string, text: string) => (pattern === 'bad' ? undefined : text === 'abc' && pattern === 'a.c'),
    replaceAll: (pattern: string, text: string, replacement: string) => text.replaceAll(pattern, replacement),
    split: (pattern: string, text: string) => text.split(pattern),
  };
  const result = (condition: string) => resultOfCondition(condition, { facts: { regex } });
  expect(result("'abc'.matches('a.c')")).toBe('true');
  expect(result("'abc'.replace('b', 'x') == 'axc'")).toBe('true');
  expect(result("'a/b'.split('/') == ['a', 'b']")).toBe('true');
  expect(result("'abc'.matches('bad')")).toContain('RE2');
});

test('values of JSON have the types that Firestore gives them', () => {
  const data = { int: 1, float: { $float: 1 }, half: 0.5, time: { $ts: '2026-01-31T12:00:00.000000001Z' }, now: { $now: true }, place: { $geo: [1, 2] }, bytes: { $bytes: 'YWJj' }, ref: { $ref: 'a/b' }, big: { $int: '9007199254740993' }, plain: { $other: 1 } };
  const conditions = ['int is int', 'float is float', 'half is float', 'time is timestamp', 'time.nanos() == 1', 'now == request.time', 'place is latlng', "bytes == b'abc'", 'ref == /a/b', 'big == 9007199254740993', 'plain is map'];
  for (const condition of conditions) expect([condition, resultOfCondition(condition.includes('request') ? 'resource.data.now == request.time' : `resource.data.${condition}`, { data })]).toEqual([condition, 'true']);
});

test('a ruleset that doubles its values stays small and quick', () => {
  const doubling = (first: string, double: (name: string) => string) => {
    const body = (at: number) => `let a = ${double('z')}; let b = ${double('a')}; let c = ${double('b')}; return ${at === 18 ? 'c' : `f${at + 1}(c)`};`;
    return { functions: Array.from({ length: 19 }, (_, at) => `function f${at}(z) { ${body(at)} }`).join(' '), first };
  };
  const result = ({ functions, first }: { readonly functions: string; readonly first: string }, use: string) => resultOfCondition(`f0(${first})${use}`, { functions });
  expect(result(doubling("'ab'", (name) => `${name} + ${name}`), '.size() > 0')).toContain('too long');
  expect(result(doubling('[1, 2]', (name) => `${name}.concat(${name})`), '.size() > 0')).toContain('too large');
  expect(result(doubling('[1, 2]', (name) => `[${name}, ${name}]`), '.size() > 0')).toContain('too large');
});

test('the largest lists that a document holds can be measured, compared and searched; only pairing long lists of numbers is refused', () => {
  const numbers = Array.from({ length: 40_000 }, (_, at) => at);
  const data = { numbers, texts: numbers.map(String) };
  const result = (condition: string) => resultOfCondition(condition, { data });
  expect(result('resource.data.numbers.size() == 40000')).toBe('true');
  expect(result('resource.data.numbers == resource.data.numbers')).toBe('true');
  expect(result('39999 in resource.data.numbers')).toBe('true');
  expect(result('resource.data.texts.toSet() .hasOnly(resource.data.texts)')).toBe('true');
  expect(result("resource.data.texts.removeAll(['1']).size() == 39999")).toBe('true');
  expect(result('resource.data.numbers.hasAll(resource.data.numbers)')).toContain('too large');
});
