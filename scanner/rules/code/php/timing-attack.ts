import type { Node } from 'web-tree-sitter'
import { possibleValues } from '../../../syntax/possible-values.ts'
import { calleePath, type Source, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

export const timingAttack: CodeRule = {
  ...papersFor('php', 'timing-attack', 'https://www.php.net/manual/en/function.hash-equals.php'),
  query: {
    literals: [
      'ignature',
      'hmac',
      'oken',
      'ecret',
      'assword',
      'api_key',
      'apiKey',
      'API_KEY',
      'TOKEN',
      'SECRET',
    ],
    comparisons: [
      'ignature',
      'hmac',
      'oken',
      'ecret',
      'assword',
      'api_key',
      'apiKey',
      'API_KEY',
      'TOKEN',
      'SECRET',
    ],
    calls: ['strcmp', 'strcasecmp'],
  },
  judge: ({ source, how, node, name, path, args }) => {
    if (how === 'call')
      return path === name && args.length === 2
        ? judgeComparison(
            source,
            args.map(({ value }) => value),
          )
        : undefined
    const sides = node.namedChildren.filter(
      (one) => one !== null && one.type !== 'comment',
    ) as readonly Node[]
    const verdict = sides.length === 2 ? judgeComparison(source, sides) : undefined
    return verdict && { ...verdict, ...fixOf(source, node, sides) }
  },
  matches: [
    `<?php if (hash_hmac('sha256', $body, $key) == $_SERVER['HTTP_X_SIGNATURE']) { accept(); }`,
    `<?php
$expected = hash_hmac('sha256', $body, $this->secret);
if ($expected !== $request->header('X-Hub-Signature')) abort(403);`,
    `<?php if ($_POST['csrf_token'] !== $_SESSION['csrf_token']) { exit; }`,
    `<?php if ($_GET['token'] == $config['api_token']) { accept(); }`,
    `<?php if (strcmp($expectedSignature, $signature) !== 0) { exit; }`,
    `<?php if ($_POST['password'] == 'a password in the code') { accept(); }`,
  ],
  misses: [
    `<?php if ($password !== $password_confirmation) { throw new Exception('differs'); }`,
    `<?php if ($token === null) { return; }`,
    `<?php if (hash_equals(hash_hmac('sha256', $body, $key), $signature)) { accept(); }`,
    `<?php if (hash_equals($token, $_POST['token']) === false) { exit; }`,
    `<?php if ($token['type'] === $other['type']) { merge(); }`,
    `<?php if ($_POST['token'] == '') { exit; }`,
    `<?php if (T_STRING === $token[0]) { next($tokens); }`,
  ],
}

/** Where one side is the text of a keyed hash; `hash_equals` wants texts on both sides. */
function fixOf(source: Source, node: Node, sides: readonly Node[]): Pick<CodeVerdict, 'edits'> {
  const isText = (side: Node): boolean =>
    possibleValues(source, side).every(
      (one) => source.dialect.calls.has(one.type) && calleePath(source, one) === 'hash_hmac',
    )
  const digest = sides.find(isText)
  const other = sides.find((side) => side !== digest)
  if (digest === undefined || other === undefined) return {}
  const call = `hash_equals(${textOf(source, digest)}, (string) ${wrapped(source, other)})`
  const isUnequal = /^(?:!==?|<>)$/.test(node.childForFieldName('operator')?.type ?? '')
  return { edits: [replacing(node, isUnequal ? `!${call}` : call)] }
}

const wrapped = (source: Source, node: Node): string =>
  /binary|conditional|assignment/.test(node.type) ? `(${textOf(source, node)})` : textOf(source, node)
