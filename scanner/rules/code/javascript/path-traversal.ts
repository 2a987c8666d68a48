import { optionOf } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

const files =
  /^(?:fs|fsp|fse|fs-extra|graceful-fs|fsPromises|fs\/promises|filesystem|Deno|Bun|promises)(?:\.promises)?\.\w+$|^(?:readFile|readFileSync|createReadStream|createWriteStream|writeFile|writeFileSync|unlink|unlinkSync|sendFile)$/

/** Express keeps within the root that it is given. */
const hasRoot = ({ source, node }: Site): boolean => optionOf(source, node, 'root') !== undefined

export const pathTraversal: CodeRule = taintRule(
  'javascript',
  'path-traversal',
  { url: 'https://owasp.org/www-community/attacks/Path_Traversal', checked: 'read' },
  {
    kind: 'path',
    literals: [
      'sendFile',
      'sendfile',
      'download',
      'readFile',
      'writeFile',
      'createReadStream',
      'createWriteStream',
      'fs.',
      "fs'",
      'fs-extra',
      'fs/promises',
      'path.join',
      'path.resolve',
    ],
    sinks: [
      {
        calls: [
          'readFile',
          'readFileSync',
          'createReadStream',
          'createWriteStream',
          'writeFile',
          'writeFileSync',
          'appendFile',
          'appendFileSync',
          'unlink',
          'unlinkSync',
          'open',
          'openSync',
          'readdir',
          'readdirSync',
          'rm',
          'rmSync',
          'rmdir',
          'rmdirSync',
          'mkdir',
          'mkdirSync',
          'rename',
          'renameSync',
          'copyFile',
          'copyFileSync',
          'access',
          'accessSync',
          'exists',
          'existsSync',
          'stat',
          'statSync',
          'lstat',
          'lstatSync',
          'outputFile',
          'remove',
          'removeSync',
          'readJson',
          'ensureDir',
          'move',
          'copy',
          'chmod',
          'symlink',
          'truncate',
          'readTextFile',
        ],
        path: files,
        takes: [0, 1],
        local: 'nothing',
        when: (site, value) =>
          // Only copies and moves have a second path.
          value.id === site.args[0]?.value.id || /rename|copy|move|symlink/i.test(site.name),
      },
      {
        calls: ['sendFile', 'sendfile', 'download', 'attachment'],
        path: /\.(?:sendFile|sendfile|download|attachment)$/,
        local: 'nothing',
        when: (site) => !hasRoot(site) && !site.path.endsWith('attachment'),
      },
      {
        calls: ['send'],
        path: /^(?:koa-send|send|koaSend)$/,
        takes: [1],
        local: 'nothing',
        when: (site) => !hasRoot(site),
      },
      {
        calls: ['join', 'resolve'],
        path: /^path(?:\.(?:posix|win32))?\.(?:join|resolve)$/,
        takes: 'all',
        local: 'nothing',
      },
    ],
    matches: [
      `app.get('/', (req, res) => {
         const text = fs.readFileSync('/data/' + req.query.name) // here
       })`,
      `app.get('/', (req, res) => res.sendFile(__dirname + '/' + req.params.name))`,
      `app.get('/:name', (req, res) => {
         const file = path.join(folder, req.params.name) // here
       })`,
      `const { name } = req.body
       fs.unlink(\`uploads/\${name}\`, done)`,
    ],
    misses: [
      `fs.readFileSync('/data/a')`,
      `function load(file) { return fs.readFileSync(file) }`,
      `app.get('/', (req, res) => fs.readFile(path.basename(req.query.name), done))`,
      `app.get('/', (req, res) => res.sendFile(req.params.name, { root: folder }))`,
      `app.get('/', (req, res) => {
         const name = req.query.name
         if (name.includes('..')) return res.sendStatus(400)
         fs.readFile('/data/' + name, done)
       })`,
      `const file = process.argv[2]
       fs.readFileSync(file)`,
      `app.post('/', (req, res) => fs.writeFile('/data/a', req.body.text, done))`,
    ],
  },
)
