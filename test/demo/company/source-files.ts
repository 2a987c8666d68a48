import type { CommitContent } from '../../github/world/entities.ts'

type Files = CommitContent['files']

/** What a repository is written in, or is for. */
export type Kind =
  | 'typescript'
  | 'python'
  | 'go'
  | 'java'
  | 'rust'
  | 'terraform'
  | 'notebooks'
  | 'documentation'

const title = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const build = (steps: string): string =>
  `name: Build\non:\n  push:\n  pull_request:\npermissions:\n  contents: read\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n${steps}`

const readme = (name: string, about: string): string =>
  `# ${name}\n\n${about}\n\n## Run it\n\n    make run\n\nQuestions go to the team in CODEOWNERS.\n`

/** The first commit of a repository. */
export function firstFiles(kind: Kind, name: string, about: string): Files {
  return {
    'README.md': readme(name, about),
    '.gitignore': '.env\nnode_modules/\ndist/\n',
    ...starts[kind](name),
  }
}

const starts: Readonly<Record<Kind, (name: string) => Files>> = {
  typescript: (name) => ({
    'package.json': `${JSON.stringify({ name, version: '1.4.0', type: 'module', scripts: { test: 'vitest run' } }, null, 2)}\n`,
    'src/index.ts': `import { start } from './server.ts'\n\nawait start({ port: Number(process.env['PORT'] ?? 8080) })\n`,
    'src/server.ts': `import { createServer } from 'node:http'\n\nexport async function start({ port }: { port: number }): Promise<void> {\n  createServer((_, response) => response.end('ok')).listen(port)\n}\n`,
    '.github/workflows/build.yml': build('      - run: npm ci\n      - run: npm test\n'),
  }),
  python: (name) => ({
    'pyproject.toml': `[project]\nname = "${name}"\nversion = "0.9.0"\nrequires-python = ">=3.12"\n`,
    [`src/${name.replaceAll('-', '_')}/main.py`]: `from fastapi import FastAPI\n\napp = FastAPI(title="${name}")\n\n\n@app.get("/health")\ndef health() -> dict[str, str]:\n    return {"status": "ok"}\n`,
    '.github/workflows/build.yml': build('      - run: pip install .\n      - run: pytest\n'),
  }),
  go: (name) => ({
    'go.mod': `module example.com/${name}\n\ngo 1.25\n`,
    'main.go': `package main\n\nimport "net/http"\n\nfunc main() {\n\thttp.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("ok")) })\n\thttp.ListenAndServe(":8080", nil)\n}\n`,
    '.github/workflows/build.yml': build('      - run: go test ./...\n'),
  }),
  java: (name) => ({
    'build.gradle.kts': `plugins { java }\n\ngroup = "com.harbor"\nversion = "2.3.1"\n`,
    [`src/main/java/com/harbor/${title(name)}.java`]: `package com.harbor;\n\npublic final class ${title(name)} {\n  public static void main(String[] arguments) {\n    System.out.println("${name}");\n  }\n}\n`,
    '.github/workflows/build.yml': build('      - run: ./gradlew check\n'),
  }),
  rust: (name) => ({
    'Cargo.toml': `[package]\nname = "${name}"\nversion = "0.3.0"\nedition = "2024"\n`,
    'src/main.rs': `fn main() {\n    println!("${name}");\n}\n`,
    '.github/workflows/build.yml': build('      - run: cargo test\n'),
  }),
  terraform: (name) => ({
    'main.tf': `terraform {\n  backend "s3" {\n    bucket = "harbor-state"\n    key    = "${name}"\n  }\n}\n\nmodule "network" {\n  source = "./modules/network"\n}\n`,
    'modules/network/main.tf': `variable "range" {\n  default = "10.20.0.0/16"\n}\n`,
  }),
  notebooks: (name) => ({
    'requirements.txt': 'pandas==2.3.3\nscikit-learn==1.7.2\n',
    'notebooks/explore.ipynb': notebook([
      `# ${name}`,
      'import pandas as pd\nframe = pd.read_parquet("orders.parquet")\nframe.describe()',
    ]),
  }),
  documentation: () => ({
    'docs/index.md': '# Handbook\n\nStart here.\n',
    'docs/on-call.md': '# On call\n\nThe rota changes on Tuesdays.\n',
  }),
}

/** A Jupyter notebook with these cells of code, and what they printed. */
export function notebook(cells: readonly string[], printed = 'ok'): string {
  const shown = cells.map((source, index) => ({
    cell_type: 'code',
    execution_count: index + 1,
    metadata: {},
    source: source.split(/(?<=\n)/),
    outputs: [{ name: 'stdout', output_type: 'stream', text: [`${printed}\n`] }],
  }))
  return `${JSON.stringify({ cells: shown, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`
}

/** What is worked on after the first commit; `turn` makes each another one. */
export function laterFiles(kind: Kind, name: string, turn: number): Files {
  const files: Readonly<Record<Kind, Files>> = {
    typescript: {
      [`src/feature-${turn}.ts`]: `export const feature${turn} = (items: readonly string[]): number => items.length + ${turn}\n`,
    },
    python: {
      [`src/${name.replaceAll('-', '_')}/step_${turn}.py`]: `def step_${turn}(rows: list[dict]) -> int:\n    return len(rows) + ${turn}\n`,
    },
    go: {
      [`internal/part${turn}/part.go`]: `package part${turn}\n\nfunc Size(items []string) int { return len(items) + ${turn} }\n`,
    },
    java: {
      [`src/main/java/com/harbor/Part${turn}.java`]: `package com.harbor;\n\nrecord Part${turn}(String name, int size) {}\n`,
    },
    rust: {
      [`src/part_${turn}.rs`]: `pub fn size(items: &[String]) -> usize {\n    items.len() + ${turn}\n}\n`,
    },
    terraform: { [`modules/service-${turn}/main.tf`]: `variable "replicas" {\n  default = ${turn}\n}\n` },
    notebooks: {
      [`notebooks/attempt-${turn}.ipynb`]: notebook([`print("attempt ${turn}")`], `attempt ${turn}`),
    },
    documentation: {
      [`docs/page-${turn}.md`]: `# Page ${turn}\n\nWritten down so that nobody has to ask.\n`,
    },
  }
  return files[kind]
}

export const typicalMessages = [
  'Begin',
  'Handle empty orders',
  'Make the timeout a setting',
  'Count what is returned',
  'Fix the rounding of totals',
  'Say what went wrong in the log',
  'Speed up the first page',
  'Remove what nobody calls',
] as const
