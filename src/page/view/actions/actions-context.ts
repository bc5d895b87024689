import { createContext } from 'preact';
import type { PageActions } from './page-actions.ts';

export interface ActionsContextValue {
  actions: PageActions;
  session: string;
  /** Why nothing can be done now; null: it can. */
  refusal: string | null;
}

export const ActionsContext = createContext<ActionsContextValue | null>(null);
