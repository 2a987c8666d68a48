import { enclosing, textOf } from '../../../syntax/source.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

const named =
  /\b(?:entry|file|header|zipEntry|item|f|e|child|member)\s*\.\s*(?:path|fileName|filename|entryName|name|relativePath)\b/
const archives = /unzip|adm-zip|AdmZip|yauzl|tar-stream|jszip|JSZip|decompress|stream-zip|unrar/
const checked = /\.\.|startsWith|isAbsolute|relative\(|basename|normalize\([^)]*\)\.replace|sanitize|safe/i

export const zipSlip: CodeRule = {
  ...papersFor('javascript', 'zip-slip', 'https://github.com/snyk/zip-slip-vulnerability#readme', 'read'),
  query: {
    literals: [
      'unzip',
      'adm-zip',
      'yauzl',
      'tar-stream',
      'jszip',
      'JSZip',
      'decompress',
      'node-stream-zip',
      'AdmZip',
      'yazl',
      'unrar',
    ],
    calls: [
      'createWriteStream',
      'writeFile',
      'writeFileSync',
      'mkdirSync',
      'mkdir',
      'ensureFile',
      'outputFile',
      'outputFileSync',
    ],
  },
  judge: judgeEntry,
  matches: [
    `const unzipper = require('unzipper')
     fs.createReadStream(archive).pipe(unzipper.Parse()).on('entry', (entry) => {
       entry.pipe(fs.createWriteStream('out/' + entry.path)) // here
     })`,
    `import AdmZip from 'adm-zip'
     for (const entry of new AdmZip(file).getEntries()) {
       const target = path.join(folder, entry.entryName)
       fs.writeFileSync(target, entry.getData()) // here
     }`,
  ],
  misses: [
    `const unzipper = require('unzipper')
     stream.on('entry', (entry) => {
       if (entry.path.includes('..')) return
       entry.pipe(fs.createWriteStream('out/' + entry.path))
     })`,
    `import AdmZip from 'adm-zip'
     fs.writeFileSync('out/a', entry.getData())`,
    `fs.writeFileSync('out/' + entry.path, text)`,
  ],
}

function judgeEntry({ source, node, args, path }: Site): CodeVerdict | undefined {
  const target = args[0]?.value
  if (!archives.test(source.text)) return undefined
  if (target === undefined || !/(?:^|\.)(?:fs\w*|fs-extra|promises)\.\w+$|^\w+$/.test(path)) return undefined
  const around = enclosing(node, source.dialect.functions) ?? source.root
  const text = textOf(source, around).slice(0, 10_000)
  if (checked.test(text)) return undefined
  const written = textOf(source, target).slice(0, 500)
  if (named.test(written)) return {}
  if (!source.dialect.names.has(target.type)) return undefined
  const values = source.bindings.get(written) ?? []
  return values.some((value) => named.test(textOf(source, value).slice(0, 500))) ? {} : undefined
}
