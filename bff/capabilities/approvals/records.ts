/** How the row of an approval becomes what crosses the wire, live and in a replay alike. */
import type { Approval } from '../../protocol.ts'
import type { Rows } from '../../store/rows.ts'
import type { ApprovalRow } from '../../store/tables.ts'
import { instant } from '../chat/records.ts'

/** An approval as a run finds it. */
export interface Standing extends Pick<Approval, 'id' | 'status' | 'reason'> {
  /** What was approved: as it was asked for, or edited. */
  input: Record<string, unknown>
}

export const asApproval = (row: ApprovalRow): Approval => ({
  id: row.id,
  persona: row.persona,
  conversation: row.conversation,
  message: row.message,
  action: row.action,
  does: row.does,
  risk: row.risk,
  input: JSON.parse(row.input) as Record<string, unknown>,
  status: row.status,
  by: row.by,
  decided: row.decided_by === null ? null : row.decided_by.startsWith('op:') ? 'operator' : 'person',
  tainted: row.tainted === 1,
  reason: row.reason,
  at: instant(row.created_at),
  expires: instant(row.expires_at),
})

export const loadApprovals = async (rows: Rows, ids: string[]): Promise<Map<string, Approval>> => {
  const found = await rows.all('approvals', ids)
  return new Map(found.map((row) => [row.id, asApproval(row)]))
}
