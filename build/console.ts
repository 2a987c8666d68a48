// Builds the console into dist-console/, or the folder that is named: `npm run build:console`. With `--if-older` only where it is missing or older than what it is
// made of, which takes some milliseconds to see: before `npm start` and `npm run demo`.
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process, { argv } from 'node:process'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const root = path.join(import.meta.dirname, '..')
const usual = path.join(root, 'dist-console')

/** Absolute paths of the modules that are in it, for the notices of their libraries. */
export async function buildConsole(folder = usual): Promise<readonly string[]> {
  // Also where tests run it: React is twice as large otherwise.
  process.env['NODE_ENV'] = 'production'
  // Loaded here, because who only looks whether anything is to be done should not wait for it.
  const { build } = await import('vite')
  const modules = new Set<string>()
  await build({
    configFile: path.join(root, 'app/console/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder },
    plugins: [
      {
        name: 'modules',
        generateBundle: (_options, bundle) => {
          for (const chunk of Object.values(bundle))
            if (chunk.type === 'chunk') for (const id of chunk.moduleIds) modules.add(id)
        },
      },
    ],
  })
  compress(folder)
  return [...modules].filter((id) => path.isAbsolute(id)).map((id) => id.replace(/\?.*$/, ''))
}

/** Once here, and not for each person who asks. */
function compress(folder: string): void {
  for (const file of globSync('**/*.{js,css,svg,html}', { cwd: folder })) {
    const whole = path.join(folder, file)
    const bytes = readFileSync(whole)
    writeFileSync(`${whole}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${whole}.br`, brotliCompressSync(bytes))
  }
}

/** Whether what is built is missing or older than any file that it is made of. */
function isOld(): boolean {
  const page = path.join(usual, 'index.html')
  if (!existsSync(page)) return true
  const builtAt = statSync(page).mtimeMs
  const sources = globSync(['app/console/**/*', 'package-lock.json'], { cwd: root })
  return sources.some((file) => statSync(path.join(root, file)).mtimeMs > builtAt)
}

if (import.meta.main) {
  const [how] = argv.slice(2)
  if (how !== '--if-older') await buildConsole(how)
  else if (isOld()) {
    console.log('Building the console, some seconds …')
    await buildConsole()
  }
}
