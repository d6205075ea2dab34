/** A layer's |K_z + C + F − K_b| may be at most this part of K_b = ½‖Δb‖²: beyond it, it is more than rounding of float64. */
export const RESIDUAL_LIMIT = 1e-9;
