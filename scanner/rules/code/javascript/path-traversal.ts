import type { Node } from 'web-tree-sitter'
import { type Source, textOf } from '../../../syntax/source.ts'
import { followName, optionOf } from '../../../syntax/values.ts'
import type { CodeRule, Site } from '../code-rule.ts'
import { isCheckedLater } from '../checked-later.ts'
import { taintRule } from '../taint-rule.ts'

const files =
  /^(?:fs|fsp|fse|fs-extra|graceful-fs|fsPromises|fs\/promises|filesystem|Deno|Bun|promises)(?:\.promises)?\.\w+$|^(?:readFile|readFileSync|createReadStream|createWriteStream|writeFile|writeFileSync|unlink|unlinkSync|sendFile)$/

/** Functions of `fs` and `fs-extra` whose first argument is a path. */
const fileFunctions = [
  'access',
  'appendFile',
  'chmod',
  'chown',
  'copy',
  'copyFile',
  'cp',
  'emptyDir',
  'emptydir',
  'ensureDir',
  'ensureFile',
  'ensureLink',
  'ensureSymlink',
  'exists',
  'lchown',
  'link',
  'lstat',
  'lutimes',
  'mkdir',
  'mkdirp',
  'mkdirs',
  'mkdtemp',
  'move',
  'open',
  'opendir',
  'outputFile',
  'outputJson',
  'outputJSON',
  'pathExists',
  'readFile',
  'readJson',
  'readJSON',
  'readdir',
  'readlink',
  'realpath',
  'remove',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'statfs',
  'symlink',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
  'writeJson',
  'writeJSON',
]
const fileCalls = [
  ...fileFunctions.flatMap((name) => [name, `${name}Sync`]),
  'createReadStream',
  'createWriteStream',
  'openAsBlob',
  'readTextFile',
  'unwatchFile',
  'watch',
  'watchFile',
  'writeTextFile',
]

/** `req.body` and not one value of it. */
const isWhole = (source: Source, value: Node): boolean =>
  /^(?:req|request)\.(?:query|body|params)$/.test(textOf(source, followName(source, value)))

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
      'rimraf',
      'mkdirp',
      'make-dir',
      '.render(',
    ],
    sinks: [
      {
        calls: fileCalls,
        path: files,
        takes: [0, 1],
        local: 'nothing',
        when: (site, value) =>
          // Only copies and moves have a second path.
          value.id === site.args[0]?.value.id || /rename|copy|^cp|move|link/i.test(site.name),
      },
      {
        calls: ['sendFile', 'sendfile', 'download', 'attachment'],
        path: /\.(?:sendFile|sendfile|download|attachment)$/,
        local: 'nothing',
        when: (site) => !hasRoot(site) && !site.path.endsWith('attachment'),
      },
      {
        calls: [
          'rimraf',
          'rimrafSync',
          'mkdirp',
          'mkdirpSync',
          'sync',
          'native',
          'nativeSync',
          'manual',
          'manualSync',
          'del',
          'deleteSync',
          'makeDirectory',
          'makeDirectorySync',
        ],
        path: /^(?:rimraf|mkdirp|del|make-dir)(?:\.\w+){0,2}$/,
        local: 'nothing',
      },
      {
        calls: ['send'],
        path: /^(?:koa-send|send|koaSend)$/,
        takes: [1],
        local: 'nothing',
        when: (site) => !hasRoot(site),
      },
      {
        // Express: with `layout` or `settings` in it a whole object from outside names files of its own.
        calls: ['render'],
        path: /^(?:res|response)\.render$/,
        takes: [1],
        local: 'nothing',
        when: ({ source }, value, { isBuilt }) => !isBuilt && isWhole(source, value),
      },
      {
        calls: ['join', 'resolve'],
        path: /^path(?:\.(?:posix|win32))?\.(?:join|resolve)$/,
        takes: 'all',
        local: 'nothing',
        // Of the address itself mostly another one is made.
        when: (site, value) =>
          !/^req\.(?:path|url|baseUrl|originalUrl)$/.test(textOf(site.source, value)) &&
          !isCheckedLater(site),
      },
    ],
    matches: [
      `app.post('/', (req, res) => res.render('page', req.body))`,
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
      `app.post('/', (req, res) => res.render('page', { name: req.body.name }))`,
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
