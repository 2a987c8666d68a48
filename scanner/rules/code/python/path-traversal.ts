import { textOf } from '../../../syntax/source.ts'
import { followName } from '../../../syntax/values.ts'
import type { CodeRule } from '../code-rule.ts'
import { isCheckedLater } from '../checked-later.ts'
import { taintRule } from '../taint-rule.ts'

export const pathTraversal: CodeRule = taintRule(
  'python',
  'path-traversal',
  'https://owasp.org/www-community/attacks/Path_Traversal',
  {
    kind: 'path',
    literals: [
      'request',
      'get_argument',
      'event[',
      'FastAPI',
      'APIRouter',
      'send_file',
      'FileResponse',
      'recv(',
      'route(',
    ],
    sinks: [
      {
        calls: ['open'],
        path: /^(?:(?:io|codecs|builtins|os|aiofiles|gzip|bz2|lzma|zipfile|tarfile)\.)?open$/,
        takes: [0, 'file'],
        local: 'nothing',
      },
      {
        calls: ['send_file', 'FileResponse', 'sendfile'],
        path: /(?:^|\.)(?:send_file|FileResponse|sendfile)$/,
        takes: [0, 'path', 'filename_or_fp', 'path_or_file'],
        local: 'nothing',
      },
      { calls: ['static_file'], path: /(?:^|\.)static_file$/, takes: ['root'], local: 'nothing' },
      {
        calls: ['send_from_directory'],
        path: /(?:^|\.)send_from_directory$/,
        takes: [0, 'directory'],
        local: 'nothing',
      },
      {
        calls: [
          'remove',
          'unlink',
          'rmdir',
          'mkdir',
          'makedirs',
          'listdir',
          'rename',
          'scandir',
          'chmod',
          'removedirs',
          'replace',
          'walk',
          'symlink',
        ],
        path: /^os\.\w+$/,
        takes: [0, 1],
        local: 'nothing',
      },
      {
        calls: ['rmtree', 'copy', 'copyfile', 'copy2', 'move', 'copytree'],
        path: /^shutil\.\w+$/,
        takes: [0, 1],
        local: 'nothing',
      },
      {
        calls: [
          'read_text',
          'read_bytes',
          'write_text',
          'write_bytes',
          'open',
          'unlink',
          'rmdir',
          'mkdir',
          'iterdir',
          'exists',
          'touch',
          'rename',
          'glob',
        ],
        path: /\.\w+$/,
        takes: 'object',
        local: 'nothing',
        // A request has a body to read, too: only where a path was joined.
        when: ({ source, node }, value, { isBuilt }) =>
          /\bpathlib\b/.test(source.text) &&
          (isBuilt || /\bPath\(/.test(textOf(source, followName(source, value)))) &&
          !/\brequest\b/.test(textOf(source, node).split('(')[0]!),
      },
      {
        calls: ['save'],
        path: /(?:^|\.)(?:file|f|upload|uploaded_file|image|photo|attachment|document)\w*(?:\.\?)*\.save$/,
        local: 'nothing',
      },
      {
        calls: ['ZipFile', 'TarFile', 'FileIO'],
        path: /^(?:zipfile\.ZipFile|tarfile\.TarFile|io\.FileIO)$/,
        local: 'nothing',
      },
      {
        calls: ['Path'],
        path: /^(?:pathlib\.)?Path$/,
        takes: 'all',
        local: 'nothing',
        when: ({ node, source }) =>
          /^\s*\.\s*(?:read_|write_|open|unlink)/.test(source.text.slice(node.endIndex, node.endIndex + 40)),
      },
      {
        calls: ['join'],
        path: /^os\.path\.join$/,
        takes: 'all',
        local: 'nothing',
        when: (site) => !isCheckedLater(site),
      },
    ],
    matches: [
      `import pathlib
from flask import request
FOLDER = pathlib.Path('/data')
def show():
    file = FOLDER / request.args['name']
    return file.read_text()  # here`,
      `from flask import request
def show():
    return open('/data/' + request.args['name']).read()  # here`,
      `from flask import request, send_file
def show():
    return send_file(request.args.get('name'))`,
      `import os
def remove(request):
    os.remove(f"uploads/{request.POST['name']}")`,
      `from fastapi import FastAPI
from fastapi.responses import FileResponse
app = FastAPI()
@app.get('/files/{name}')
def show(name: str):
    return FileResponse('files/' + name)`,
    ],
    misses: [
      `def load(name):
    return open('/data/' + name).read()  # no request`,
      `from flask import request
from werkzeug.utils import secure_filename
def show():
    return open('/data/' + secure_filename(request.args['name'])).read()`,
      `from flask import request, send_from_directory
def show():
    return send_from_directory('data', request.args['name'])`,
      `from flask import request
import os
def show():
    path = os.path.realpath('/data/' + request.args['name'])
    if not path.startswith('/data/'):
        abort(404)
    return open(path).read()`,
      `from flask import request
def keep():
    open('/data/a', 'w').write(request.args['name'])`,
    ],
  },
)
