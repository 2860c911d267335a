/**
 * Preloaded into a child (`--import`): it dies as by kill -9 right before its n-th step on the disk, n being DIE_AT.
 * With DIE_OF=commits only commits and the renames that replace a file are steps.
 */
import fs from 'node:fs'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { StatementSync } from 'node:sqlite'

let left = Number(process.env['DIE_AT'])

/** Each call that `counts` is a step. */
// oxlint-disable-next-line typescript/no-explicit-any
const watch = (on: any, name: string, counts: (self: any) => boolean = () => true): void => {
  const plain = on[name]
  on[name] = function (this: unknown, ...args: unknown[]): unknown {
    if (counts(this) && --left === 0) process.kill(process.pid, 'SIGKILL')
    return plain.apply(this, args)
  }
}

// A sync is no step: what was written before it survives the process, if not the machine.
for (const name of ['rename', 'mkdir', 'rm', 'rmdir', 'cp']) {
  if (process.env['DIE_OF'] === 'commits' && name !== 'rename') continue
  watch(promises, name)
  watch(fs, `${name}Sync`)
}
watch(StatementSync.prototype, 'run', ({ sourceSQL }) => sourceSQL === 'COMMIT')
syncBuiltinESMExports()
