// SPDX-License-Identifier: AGPL-3.0-or-later
// Sigma's renderer for a picture that is drawn anew at each step of a slider. Sigma clears all its
// seven layers for each frame, and each layer that was cleared is composed anew: without a graphics
// card that costs twice what is drawn. Here a layer on which nothing stood or stands is left alone.
import Sigma from 'sigma';

export class Stage extends Sigma {
  /** The layers that every frame draws on; of edges there are none. */
  clear() {
    const { nodes } = this.webGLContexts;
    nodes.bindFramebuffer(nodes.FRAMEBUFFER, null);
    nodes.clear(nodes.COLOR_BUFFER_BIT);
    this.canvasContexts.labels.clearRect(0, 0, this.width, this.height);
    return this;
  }

  renderHighlightedNodes() {
    const some = Boolean(this.hoveredNode) || this.highlightedNodes.size > 0;
    if (some || this.wasHighlighted) super.renderHighlightedNodes();
    this.wasHighlighted = some;
  }
}
