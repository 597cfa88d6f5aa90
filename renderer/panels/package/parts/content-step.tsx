import type { MakeModel } from '../use-make.ts';
import { AttachmentList } from './attachment-list.tsx';
import { FormChoice } from './form-choice.tsx';
import { LayerChoice } from './layer-choice.tsx';

/** What goes into a package and in which form. */
export const ContentStep = ({ model }: { readonly model: MakeModel }) => (
  <div className="form-two package-two">
    <div className="form-col">
      <LayerChoice model={model} />
      <AttachmentList model={model} />
    </div>
    <div className="form-col">
      <FormChoice model={model} />
    </div>
  </div>
);
