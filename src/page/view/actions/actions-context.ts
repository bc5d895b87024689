import { createContext } from 'preact';
import type { LabActions } from './lab-actions.ts';

export interface ActionsContextValue {
  actions: LabActions;
  session: string;
  /** Why nothing can be done now; null: it can. */
  refusal: string | null;
}

export const ActionsContext = createContext<ActionsContextValue | null>(null);
