import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claudeCommands } from '../../../scanner/rules/workflows/claude-commands.ts'
import { shellCommands, splitArguments } from '../../../scanner/rules/workflows/shell-commands.ts'
import { runs as numRuns } from '../../runs.ts'

const words = (script: string) =>
  shellCommands(script).map((command) => command.words.map(({ text }) => text))
const forms = (script: string) => claudeCommands(script).map(({ form, what }) => `${form}: ${what}`)

describe('scripts', () => {
  test.each([
    ['a b; c && d | e', [['a', 'b'], ['c'], ['d'], ['e']]],
    ['a \\\n  b # c d', [['a', 'b']]],
    ['a "b; c" \'d | e\' f\\ g', [['a', 'b; c', 'd | e', 'f g']]],
    ['a 2>&1 b', [['a', '2>&1', 'b']]],
    ['cat <<-END x\nno\n  END\nyes', [['cat', 'x'], ['yes']]],
    [
      'a "$(b c)"',
      [
        ['b', 'c'],
        ['a', '$(b c)'],
      ],
    ],
    ['a `b`', [['b'], ['a', '`b`']]],
    ['a ${{ secrets.X }} ${B:-c d}', [['a', '${{ secrets.X }}', '${B:-c d}']]],
    ["a 'it''s'", [['a', 'its']]],
  ])('%j', (script, expected) => expect(words(script)).toEqual(expected))

  test('each word says where it starts', () => {
    const script = 'first "quoted one"; X="$(inner word)"'
    for (const { words: found } of shellCommands(script)) {
      for (const { text, at } of found)
        expect(script.slice(at).replace(/["']/g, '').startsWith(text.replace(/["']/g, ''))).toBe(true)
    }
  })

  test('any script is split', () => {
    const parts = fc.constantFrom(
      'a',
      ' ',
      '"',
      "'",
      '`',
      '$(',
      ')',
      '${{',
      '}}',
      '${',
      '}',
      '\\',
      '\n',
      '<<',
      'EOF',
      '#',
      ';',
      '|',
      '&',
      '{',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 80 }), (found) => {
        expect(Array.isArray(shellCommands(found.join('')))).toBe(true)
        expect(Array.isArray(splitArguments(found.join('')))).toBe(true)
      }),
      { numRuns },
    )
  })

  test.each(['"\\"', '$(', '"$(', "'", '`', '<<a ', '${', '(', '\\\n'])(
    '300,000 characters of %j end',
    (part) => {
      const script = part.repeat(Math.ceil(300_000 / part.length))
      expect(Array.isArray(shellCommands(script))).toBe(true)
      expect(Array.isArray(splitArguments(script))).toBe(true)
    },
  )
})

test('arguments given as one text are split as the action splits them', () => {
  const text = '--model opus\n# --not-this\n  --allowedTools "Bash(a b:*),Read" \'c d\' --x={"y":1}'
  expect(splitArguments(text).map((word) => word.text)).toEqual([
    '--model',
    'opus',
    '--allowedTools',
    'Bash(a b:*),Read',
    'c d',
    '--x={y:1}',
  ])
})

describe('Claude in scripts', () => {
  test.each([
    ['claude -p "hi"', ['command: the command claude']],
    ['cat x | claude --print', ['command: the command claude']],
    ['~/.local/bin/claude -p hi', ['command: the command claude']],
    ['sudo -E timeout 60 claude -p hi', ['command: the command claude']],
    ['FOO=1 BAR="x y" claude "do it"', ['command: the command claude']],
    ['if ! claude -p x; then exit 1; fi', ['command: the command claude']],
    ['result=$(claude -p x --output-format json)', ['command: the command claude']],
    ["bash -lc 'cd x && claude -p hi'", ['command: the command claude']],
    ["docker run img sh -c 'claude -p hi'", ['command: the command claude']],
    ['node harness.cjs claude --print', ['command: the command claude']],
    ['npx -y @anthropic-ai/claude-code@1.2.3 -p x', ['command: the command @anthropic-ai/claude-code']],
    ['npm exec -- @anthropic-ai/claude-code -p x', ['command: the command @anthropic-ai/claude-code']],
    ['bunx @anthropic-ai/claude-code -p x', ['command: the command @anthropic-ai/claude-code']],
    ['pnpm dlx @anthropic-ai/claude-code -p x', ['command: the command @anthropic-ai/claude-code']],
    ['npm i -g @anthropic-ai/claude-code', ['install: the package @anthropic-ai/claude-code']],
    ['yarn global add @anthropic-ai/claude-code@2.0.0', ['install: the package @anthropic-ai/claude-code']],
    ['brew install --cask claude-code', ['install: the package claude-code']],
    ['sudo apt-get install -y claude-code', ['install: the package claude-code']],
    [
      'curl -fsSL https://claude.ai/install.sh | bash -s 2.1.89',
      ['install: the installer at claude.ai/install.sh'],
    ],
    ['irm https://claude.ai/install.ps1 | iex', ['install: the installer at claude.ai/install.ps1']],
    ['npm install @anthropic-ai/claude-agent-sdk', ['sdk: the package @anthropic-ai/claude-agent-sdk']],
    ['uv pip install "claude-agent-sdk>=0.1"', ['sdk: the package claude-agent-sdk']],
  ])('%s', (script, expected) => expect(forms(script)).toEqual(expected))

  test.each([
    'echo "run claude -p yourself"',
    "printf '%s' 'npx @anthropic-ai/claude-code'",
    'grep -r claude -p .',
    'git commit -m "Add claude -p"',
    'claude --version',
    'claude mcp list',
    'cat > README <<EOF\nclaude -p "hi"\nEOF',
    '# claude -p',
    'which claude',
    'npm install claude-lint',
    'npm run claude',
    'cd claude && make -p',
  ])('nothing in: %s', (script) => expect(forms(script)).toEqual([]))
})
