def change(*a): ...


put_need = brief = close_needs = choose_profile = repair = fall_ill = stand_in = change
